import { type ClientUrlFacts, urlForClient } from './client-url.ts';

/**
 * Headers of an upstream that a client may see: what official SDKs read, and what describes the body. Everything else stays
 * inside: cookies, banners, CORS, our own accounts' names. Names are listed whole, so that none can be made to say anything.
 */
const ALLOWED = new Set([
  ...['content-type', 'content-language', 'content-disposition', 'content-range'],
  ...['etag', 'last-modified', 'allow', 'deprecation', 'sunset'],
  ...['retry-after', 'retry-after-ms', 'x-should-retry', 'request-id', 'x-request-id'],
  ...['openai-model', 'openai-processing-ms', 'openai-version'],
  ...['x-goog-upload-status', 'x-goog-upload-size-received', 'x-goog-upload-chunk-granularity'],
  ...['x-total-count', 'x-total-pages', 'x-page', 'x-per-page', 'x-next-page', 'x-prev-page'],
]);

/** Rate limits, as OpenAI, Anthropic, GitHub and the IETF's draft name them. */
const RATE_LIMITS = new RegExp(
  `^(x-|anthropic-)?rate-?limit(-(${[
    ...['limit', 'remaining', 'reset', 'used', 'policy', 'resource', 'status', 'after', 'cost'],
    ...[
      'requests',
      'tokens',
      'input',
      'output',
      'images',
      'audio',
      'project',
      'priority',
      'unified',
      'fallback',
    ],
    ...[
      'second',
      'minute',
      'hour',
      'day',
      '1s',
      '1m',
      '1h',
      '5h',
      '1d',
      '7d',
      'utilization',
      'representative',
      'claim',
    ],
  ].join('|')})){0,6}$`,
);

/** Where the client is to go next. It would take its client key there, so only places behind this gateway pass, rewritten. */
const URLS = new Set([
  ...[
    'location',
    'content-location',
    'operation-location',
    'azure-asyncoperation',
    'x-goog-upload-url',
    'x-goog-upload-control-url',
  ],
]);

/** Whether a response header, named in lower case, passes to the client as it is. */
export const mayLeave = (name: string): boolean => ALLOWED.has(name) || RATE_LIMITS.test(name);

/** The headers of an answer that pass to the client, names in lower case, in their order. */
export const headersForClient = (
  headers: readonly (readonly [string, string])[],
  facts: ClientUrlFacts,
): (readonly [string, string])[] =>
  headers.flatMap(([name, value]): [string, string][] => {
    if (mayLeave(name)) return [[name, value]];
    const rewritten = URLS.has(name)
      ? urlForClient(value, facts)
      : name === 'link'
        ? linksForClient(value, facts)
        : undefined;
    return rewritten === undefined ? [] : [[name, rewritten]];
  });

/** RFC 8288 links that lead somewhere behind this gateway, with their relation; what else a link says of itself is left out. */
function linksForClient(value: string, facts: ClientUrlFacts): string | undefined {
  const links = [...value.slice(0, LINK_LENGTH_MAX).matchAll(/<([^<>]*)>([^<>]*)/g)].flatMap(
    ([, target = '', says = '']) => {
      const relation = /;\s*rel="?([a-z-]{1,32})"?\s*(;|,|$)/i.exec(says)?.[1];
      const url = relation === undefined ? undefined : urlForClient(target, facts);
      return url === undefined ? [] : [`<${url}>; rel="${relation}"`];
    },
  );
  return links.length === 0 ? undefined : links.join(', ');
}

/** As long as all headers of an answer together may be. */
const LINK_LENGTH_MAX = 16_384;
