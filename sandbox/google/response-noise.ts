import type { OutgoingHttpHeaders } from 'node:http';

/** What Google's front ends add to every response and a careful proxy does not pass on. Recorded from real responses. */
export const RESPONSE_NOISE: OutgoingHttpHeaders = {
  vary: 'Origin, X-Origin, Referer',
  server: 'scaffolding on HTTPServer2',
  'x-xss-protection': '0',
  'x-frame-options': 'SAMEORIGIN',
  'x-content-type-options': 'nosniff',
  'server-timing': 'gfet4t7; dur=42',
  'alt-svc': 'h3=":443"; ma=2592000,h3-29=":443"; ma=2592000',
  'cache-control': 'private',
};
