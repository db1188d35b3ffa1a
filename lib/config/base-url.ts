import { type Complaint, complain } from './complaint.ts';
import { hostReach } from './host-reach.ts';

const EXAMPLE = `write one such as 'https://api.example.com/v2'`;

/** Scheme, host, optional port and path prefix, without a trailing slash. Which of them a stage accepts is decided in `stage-of.ts`. */
export function readBaseUrl(text: string): string | Complaint {
  if (/[^!-~]/.test(text)) return complain('has spaces, line breaks or letters beyond ASCII', EXAMPLE);
  if (!/^https?:\/\/[^/]/i.test(text) || !URL.canParse(text))
    return complain('is not an http(s) URL', EXAMPLE);
  const url = new URL(text);
  if (url.username || url.password) {
    return complain(
      'contains credentials',
      `remove them; the upstream key is set with 'sallyport upstreams set-key'`,
    );
  }
  if (/[?#]/.test(text)) return complain('has a query or fragment', 'end it with the path');
  const path = text.replace(/^https?:\/\/[^/\\]*/i, '').replace(/\/$/, '');
  if (path !== '' && !/^(\/[A-Za-z0-9._~:@-]+)+$/.test(path)) {
    return complain('has a path with empty, encoded or unusual segments', EXAMPLE);
  }
  // Compared as written: the URL parser would silently resolve dot segments.
  if (path.split('/').some((segment) => segment === '.' || segment === '..')) {
    return complain('has a path with dot segments', 'write the path that is meant');
  }
  if (hostReach(url.hostname) === 'unusable') {
    return complain(
      'names a host that is never an API (link-local, multicast, reserved or malformed)',
      EXAMPLE,
    );
  }
  return `${url.origin}${path}`;
}
