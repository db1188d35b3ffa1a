import * as fc from 'fast-check';
import { mintClientKey } from '../../lambda/domain/client-key.ts';
import { anyText } from '../support/any-text.ts';
import { CONSTRAINED, constrainedParts } from './constrained.ts';
import { MOUNTED } from './mounted.ts';
import { NAUGHTY } from './naughty-texts.ts';
import { TRAVERSAL } from './traversal.ts';

const mint = (n: number): string => mintClientKey('test', new Uint8Array(32).fill(n)).reveal();

/** Accepted, accepted for somebody else, revoked, and never issued. */
export const KEYS = { mine: mint(1), theirs: mint(2), revoked: mint(3), unknown: mint(4) } as const;

export interface GeneratedRequest {
  /** Which of `MOUNTED` the path leads to, more or less. */
  readonly to: number;
  readonly method: string;
  readonly path: string;
  /** Not decoded. */
  readonly query: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

const naughty = fc.constantFrom(...NAUGHTY);
const text = fc.oneof(naughty, naughty, fc.string({ maxLength: 20 }), anyText({ maxLength: 8 }));

const credential = fc.oneof(
  { weight: 20, arbitrary: fc.constant<string>(KEYS.mine) },
  { weight: 3, arbitrary: fc.constantFrom<string>(...Object.values(KEYS)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', ' ', `${KEYS.mine}x`, KEYS.mine.slice(1), `${KEYS.mine},${KEYS.mine}`),
  },
  { weight: 1, arbitrary: text },
);
const scheme = fc.constantFrom(
  'Bearer ',
  'Bearer ',
  'bearer  ',
  'BEARER\t',
  'Basic ',
  'Token ',
  '',
  'Bearer,',
);

interface Place {
  readonly header?: readonly [string, string];
  readonly query?: string;
}
const header = (name: string, value: string): Place => ({ header: [name, value] });
const inHeader = fc
  .tuple(fc.constantFrom('x-api-key', 'X-Api-Key', 'X-API-KEY', 'x-goog-api-key'), credential)
  .map(([name, value]) => header(name, value));
const inBearer = fc
  .tuple(scheme, credential)
  .map(([before, value]) => header('Authorization', before + value));
const inQuery = fc
  .tuple(fc.constantFrom('key', 'key', 'k%65y', '%6bey'), credential)
  .map(([name, value]): Place => ({ query: `${name}=${safe(value)}` }));
const lookAlike = fc
  .tuple(
    fc.constantFrom(
      'x_api_key',
      'x.api.key',
      'api-key',
      'x-api-\u212aey',
      'authorization ',
      'Proxy-Authorization',
      'x-note',
    ),
    fc.constantFrom(
      'key[]',
      'Key',
      'KEY',
      'key.',
      'key%20',
      'k%2565y',
      'access_token',
      '%6b%65%79%5b0%5d',
      'api_key',
      'q',
    ),
    credential,
    fc.boolean(),
  )
  .map(
    ([name, parameter, value, asHeader]): Place =>
      asHeader ? header(name, value) : { query: `${parameter}=${safe(value)}` },
  );
const trailerLike = fc.tuple(credential).map(([value]) => header('Trailer', `x-api-key: ${value}`));

/** Mostly one key in one place that some upstream reads; the rest is what clients get wrong and attackers try. */
const places = fc.oneof(
  { weight: 9, arbitrary: fc.oneof(inHeader, inHeader, inHeader, inBearer, inQuery).map((place) => [place]) },
  {
    weight: 2,
    arbitrary: fc.array(fc.oneof(inHeader, inBearer, inQuery, lookAlike, trailerLike), { maxLength: 4 }),
  },
);

const CONTROL = [
  ...[
    '$httpMethod=DELETE',
    '%24httpMethod=PUT',
    'callback=f',
    '$.xgafv=1',
    '_method=DELETE',
    'oauth_token=ya29.x',
  ],
  ...[
    'access_token=ya29.x',
    'upload_protocol=resumable',
    'uploadType=media',
    'alt=sse',
    'alt=media',
    '$alt=json',
    'fields=*',
  ],
];
const parameter = fc.oneof(
  fc.constantFrom(...CONTROL),
  fc.constantFrom(
    'q=a%20b',
    'q=a+b',
    'q=1&q=2',
    'part=snippet',
    'flag',
    '=',
    '&',
    'a=%zz',
    '%=%',
    'a=%ff',
    'é=ü',
  ),
  fc.tuple(text, text).map(([name, value]) => `${safe(name)}=${safe(value)}`),
  text,
);
const safe = (value: string): string => (/\p{Surrogate}/u.test(value) ? value : encodeURIComponent(value));
const query = fc.oneof(
  { weight: 2, arbitrary: fc.constant<string[]>([]) },
  { weight: 3, arbitrary: fc.array(parameter, { maxLength: 4 }) },
);

const KNOWN_HEADERS = [
  ...[
    'Host',
    'X-Forwarded-Host',
    'X-Forwarded-For',
    'Forwarded',
    'X-Original-URL',
    'X-Rewrite-URL',
    'X-HTTP-Method-Override',
  ],
  ...[
    'Connection',
    'Transfer-Encoding',
    'Content-Length',
    'Content-Encoding',
    'Content-Type',
    'Expect',
    'Upgrade',
    'TE',
    'Trailer',
  ],
  ...[
    'Cookie',
    'Origin',
    'Referer',
    'Accept',
    'Accept-Encoding',
    'User-Agent',
    'Range',
    'x-goog-user-project',
    'X-Amzn-Trace-Id',
  ],
  ...[
    'x_forwarded_host',
    'transfer_encoding',
    'Proxy',
    'x-goog-iap-jwt-assertion',
    'cf-access-token',
    'x-ms-client-principal',
  ],
  ...[
    'Via',
    'Keep-Alive',
    'Proxy-Connection',
    'X-Method-Override',
    'constructor',
    '__proto__',
    'x-goog-api-client',
    'X-Mine',
  ],
];
/** What a parser of HTTP hands on; now and then what only a broken front could. */
const fieldValue = fc.oneof(
  { weight: 80, arbitrary: text.map((value) => value.replace(/[^\t\x20-\x7e\x80-\xff]/g, '').trim()) },
  { weight: 1, arbitrary: text },
);
const fieldName = fc.oneof(
  { weight: 45, arbitrary: fc.constantFrom(...KNOWN_HEADERS) },
  { weight: 15, arbitrary: fc.stringMatching(/^[a-z][a-z0-9_.-]{0,12}$/) },
  { weight: 1, arbitrary: text },
);
const headers = fc.array(fc.tuple(fieldName, fieldValue), { maxLength: 5 });

const METHODS = [
  'GET',
  'POST',
  'PUT',
  'DELETE',
  'PATCH',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  'get',
  'GETX',
  '',
];
const BODIES = [
  '',
  '{}',
  '{"contents":[]}',
  '{"__proto__":{"a":1}}',
  '{"a":1,"a":2}',
  '[',
  '\u0000\u00ff',
  '\r\n\r\nGET / HTTP/1.1',
];
const body = fc.oneof(
  fc.constantFrom(...BODIES).map((value) => Buffer.from(value)),
  fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
  fc.constant(Buffer.alloc(1_001, 'x')),
);

const piece = fc.oneof(fc.constantFrom(...TRAVERSAL), fc.constantFrom(...TRAVERSAL), text);
/** A path and, mostly, the method that goes with it. */
const target = fc.integer({ min: 0, max: MOUNTED.length - 1 }).chain((to) => {
  const { goodTargets, settings } = MOUNTED[to] ?? {
    goodTargets: ['/'],
    settings: { upstream: { mount: '' } },
  };
  const good = fc.constantFrom(...goodTargets).map((target) => settings.upstream.mount + target);
  const bent = fc
    .tuple(good, fc.array(piece, { minLength: 1, maxLength: 3 }), fc.nat(60))
    .map(([target, pieces, at]) => target.slice(0, at) + pieces.join('') + target.slice(at));
  const wild = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(''));
  const targets = fc.oneof(
    { weight: 8, arbitrary: good },
    { weight: 5, arbitrary: bent },
    { weight: 1, arbitrary: wild },
  );
  const methods = fc.oneof(
    { weight: 5, arbitrary: fc.constant(undefined) },
    { weight: 2, arbitrary: fc.constantFrom(...METHODS) },
  );
  return fc
    .tuple(targets, methods)
    .map(([path, method]) => ({ to, path, method: method ?? (/:|completions/.test(path) ? 'POST' : 'GET') }));
});

/** Method × target × query × headers × body × place of key. */
export const generatedRequest: fc.Arbitrary<GeneratedRequest> = fc
  .record({ target, places, query, headers, body, constrained: fc.option(constrainedParts, { freq: 8 }) })
  .map(({ target: sent, places: filled, query: parameters, headers: others, body: any, constrained }) => {
    const asked = sent.path.startsWith(CONSTRAINED.mount) ? constrained : null;
    const shown = asked?.known === true ? [header('x-api-key', KEYS.mine)] : filled;
    const types = asked?.types.map((type): [string, string] => ['Content-Type', type]);
    const kept = others.filter(([name]) => types === undefined || name.toLowerCase() !== 'content-type');
    return {
      ...sent,
      body: asked?.body ?? any,
      query: [...(asked?.query ?? parameters), ...shown.flatMap((place) => place.query ?? [])].join('&'),
      headers: [...kept, ...(types ?? []), ...shown.flatMap((place) => (place.header ? [place.header] : []))],
    };
  });
