import { expect, test } from '@jest/globals';
import { type GeneratedRequest, KEYS } from './generated-request.ts';
import { MOUNTED } from './mounted.ts';
import { sendThrough, UPSTREAM_SECRET } from './send-through.ts';

const { mine, theirs, revoked, unknown } = KEYS;
const GENERATE = '/gemini/v1beta/models/gemini-2.5-flash:generateContent';
const JSON_TYPE = ['Content-Type', 'application/json'] as const;

interface Case {
  readonly method?: string;
  readonly path?: string;
  readonly query?: string;
  /** In place of a key in `x-api-key`. */
  readonly shown?: readonly (readonly [string, string])[];
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: string;
}

const requestOf = ({ path = GENERATE, query = '', body = '{}', ...rest }: Case): GeneratedRequest => ({
  to: Math.max(
    0,
    MOUNTED.findIndex(({ settings }) => path.startsWith(settings.upstream.mount)),
  ),
  method: rest.method ?? (path.includes(':') ? 'POST' : 'GET'),
  path,
  query,
  headers: [...(rest.shown ?? [['x-api-key', mine]]), ...(rest.headers ?? [])],
  body: Buffer.from(body),
});

/** The status, and what the upstream was sent: request line and header lines, our key's place left in. */
async function outcomeOf(one: Case) {
  const { status, toUpstream, toClient, kept } = await sendThrough(requestOf(one));
  const [bytes, ...more] = toUpstream;
  expect(more).toEqual([]);
  expect(toClient + kept).not.toContain(UPSTREAM_SECRET);
  const [head = ''] = (bytes?.toString('latin1') ?? '').split('\r\n\r\n');
  for (const key of [mine, theirs, revoked, unknown]) expect(head + kept).not.toContain(key);
  const [line = '', ...lines] = head.split('\r\n');
  return { status, line, lines: lines.map((text) => text.toLowerCase()) };
}

const bearer = (value: string) => [['Authorization', value]] as const;
const key = (value: string) => ['x-goog-api-key', value] as const;

test.each<[string, Case]>([
  ['two spaces behind the scheme', { shown: bearer(`Bearer  ${mine}`) }],
  ['a scheme in capitals', { shown: bearer(`BEARER ${mine}`) }],
  ['a header in mixed case', { shown: [['X-gOOg-aPi-kEy', mine]] }],
  ['an encoded parameter name', { shown: [], query: `k%65y=${mine}` }],
  ['the same key in two places', { shown: [key(mine)], query: `key=${mine}` }],
  [
    'an empty place beside a filled one',
    { shown: [key(mine), ['x-api-key', ''], ['Authorization', 'Bearer ']] },
  ],
  ['a key beside an empty parameter with brackets', { shown: [key(mine)], query: 'key[]=' }],
])('a key shown as %s opens the route, and ours alone goes out', async (_name, one) => {
  const { status, line, lines } = await outcomeOf(one);
  expect([status, line]).toEqual([200, `POST ${GENERATE.slice('/gemini'.length)} HTTP/1.1`]);
  const credentials = lines.filter((text) => /^(x-goog-api-key|x-api-key|authorization|api-key):/.test(text));
  expect(credentials).toEqual([`x-goog-api-key: ${UPSTREAM_SECRET}`]);
});

test.each<[string, Case]>([
  ['nothing', { shown: [] }],
  ['empty places', { shown: [key(''), ['x-api-key', ' '], ['Authorization', 'Bearer']] }],
  ['two headers of one name', { shown: [key(mine), key(mine)] }],
  ['two headers of one name in different case', { shown: [key(mine), ['X-Goog-Api-Key', mine]] }],
  ['two different keys', { shown: [key(mine), ['x-api-key', theirs]] }],
  ['a header and another key in the query', { shown: [key(mine)], query: `key=${theirs}` }],
  ['keys joined by a comma', { shown: [key(`${mine},${mine}`)] }],
  ['keys joined by a comma and a space', { shown: bearer(`Bearer ${mine}, Bearer ${mine}`) }],
  ['a tab behind the scheme', { shown: bearer(`Bearer\t${mine}`) }],
  ['a colon behind the scheme', { shown: bearer(`Bearer: ${mine}`) }],
  ['a quoted token', { shown: bearer(`Bearer "${mine}"`) }],
  ['no scheme', { shown: bearer(mine) }],
  ['the scheme twice', { shown: bearer(`Bearer Bearer ${mine}`) }],
  ['another scheme', { shown: bearer(`Basic ${Buffer.from(`x:${mine}`).toString('base64')}`) }],
  ['another scheme beside a key', { shown: [key(mine), ['Authorization', 'Digest username="x"']] }],
  ['a parameter twice', { shown: [], query: `key=${mine}&key=${mine}` }],
  ['a parameter twice, once encoded', { shown: [], query: `key=${mine}&%6bey=${mine}` }],
  ['a parameter twice, once encoded twice', { shown: [], query: `key=${mine}&k%2565y=${mine}` }],
  ['a parameter with brackets', { shown: [], query: `key[]=${mine}` }],
  ['a parameter with an index', { shown: [], query: `key[0]=${mine}` }],
  ['a parameter with encoded brackets', { shown: [], query: `key%5B%5D=${mine}` }],
  ['a parameter with brackets beside the plain one', { shown: [], query: `key=${mine}&key[]=${mine}` }],
  ['a parameter in capitals', { shown: [], query: `KEY=${mine}` }],
  ['a parameter in full-width letters', { shown: [], query: `%EF%BD%8B%EF%BD%85%EF%BD%99=${mine}` }],
  ['a parameter with a space in front', { shown: [], query: `+key=${mine}` }],
  ['a parameter with NUL behind', { shown: [], query: `key%00=${mine}` }],
  ['a parameter of another name', { shown: [], query: `api_key=${mine}&access_token=${mine}&$key=${mine}` }],
  ['a header with underscores', { shown: [['x_goog_api_key', mine]] }],
  ['a header with a dot', { shown: [['x.goog.api.key', mine]] }],
  ['a header with doubled separators', { shown: [key(mine), ['x--goog--api--key', theirs]] }],
  ['a header with a Kelvin sign', { shown: [['x-goog-api-\u212aey', mine]] }],
  ['a cookie', { shown: [['Cookie', `key=${mine}; x-goog-api-key=${mine}`]] }],
  ['a proxy’s header', { shown: [['Proxy-Authorization', `Bearer ${mine}`]] }],
  ['a trailer', { shown: [['Trailer', 'x-goog-api-key']], body: `x-goog-api-key: ${mine}` }],
  ['the body', { shown: [], body: JSON.stringify({ key: mine }) }],
  ['the path', { shown: [], path: `/gemini/v1beta/models/${mine}:generateContent` }],
  ['a key with a letter too many', { shown: [key(`${mine}x`)] }],
  ['a key with another last letter', { shown: [key(mine.slice(0, -1) + (mine.endsWith('a') ? 'b' : 'a'))] }],
  ['a key with its percent codes', { shown: [key(mine.replaceAll('_', '%5F'))] }],
  ['a key in capitals', { shown: [key(mine.toUpperCase())] }],
  ['a key in quotes', { shown: [key(`"${mine}"`)] }],
  ['a revoked key', { shown: [key(revoked)] }],
  ['a key nobody issued', { shown: [key(unknown)] }],
])('a key shown as %s opens nothing', async (_name, one) => {
  const { status, line } = await outcomeOf(one);
  expect([status, line]).toEqual([401, '']);
});

const dots = [
  '..',
  '%2e%2e',
  '.%2E',
  '..;',
  '..;x=1',
  '%2e%2e;',
  '..%20',
  '%20..',
  '.%e2%80%8b.',
  '..%c2%ad',
  '．．',
];
const MODELS = '/gemini/v1beta/models';
test.each([
  ...dots.map((segment) => `${MODELS}/${segment}/files`),
  ...dots.map((segment) => `${MODELS}/x/${segment}/y:generateContent`),
  ...[
    '%2f',
    '%2F',
    '%5c',
    '\\',
    '%00',
    '%25',
    '%252f',
    '%c0%af',
    '%c0%2e',
    '%e0%80%af',
    '%u002f',
    '%ff',
    '%',
    '%4',
  ].map((piece) => `${MODELS}/x${piece}y:generateContent`),
  ...['%ef%bc%8f', '%e2%88%95', '%e2%81%84', '%ef%bc%bc', '%ef%bc%85'].map(
    (piece) => `${MODELS}/x${piece}y:generateContent`,
  ),
  ...['%0d%0a', '%0a', '%09', '%7f', '%c2%85', '%e2%80%a8', '%ef%bb%bf', '%e2%80%ae', '%cd%8f'].map(
    (piece) => `${MODELS}/x${piece}y:generateContent`,
  ),
  ...[
    `${MODELS}//x`,
    '/gemini//v1beta/models',
    `${MODELS}/`,
    `${MODELS}/;`,
    `${MODELS}/;x=1/y`,
    `${MODELS};x=1`,
  ],
  ...[
    `${MODELS}#x`,
    `${MODELS}?x`,
    `${MODELS}/x#y:generateContent`,
    `${MODELS}/x y`,
    `${MODELS}/é`,
    '/gemini',
  ],
  ...[`http://evil.example${GENERATE}`, `//evil.example${GENERATE}`, `/gemini/http://evil.example/`, '*', ''],
  ...[`/gemini@evil.example/v1beta/models`, `/gemini:443/v1beta/models`, `/GEMINI/v1beta/models`],
  ...[
    `${MODELS}/x:anyVerb`,
    `${MODELS}/x%3AgenerateContent`,
    `${MODELS}/x:generateContent:cancel`,
    `${MODELS}/x:`,
  ],
  ...[`${MODELS}/x:GenerateContent`, `${MODELS}/x:generateContent/`, `${MODELS}/x:batchGenerateContent`],
  ...['/gemini/v1beta/files', '/gemini/upload/v1beta/files', '/gemini/v1beta/tunedModels/x:generateContent'],
  ...['/gemini/v1alpha/models', '/gemini/v1beta/openai/chat/completions', '/gemini/$discovery/rest'],
])('the path %s reaches nobody, whatever the method', async (path) => {
  for (const method of ['GET', 'POST']) {
    const { status, line } = await outcomeOf({ path, method });
    expect(line).toBe('');
    expect([400, 401, 403]).toContain(status);
  }
});

test.each([
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'HEAD',
  'TRACE',
  'CONNECT',
  'post',
  'POST ',
  'GET',
  '',
  'PURGE',
])('the method %j of a route that has another reaches nobody', async (method) => {
  const { status, line } = await outcomeOf({ method });
  expect([status, line]).toEqual([403, '']);
});

const WEATHER = '/weather/forecast/rome';
const overrides = [
  '_method=DELETE',
  '_METHOD=DELETE',
  '_method[]=DELETE',
  '%5Fmethod=DELETE',
  '_httpMethod=DELETE',
];
const googleOverrides = ['$httpMethod=DELETE', '%24httpMethod=PUT', '$HTTPMETHOD=PUT', '$.httpMethod=PUT'];
const credentials = [
  'access_token=a',
  'oauth_token=a',
  'access-token=a',
  'Access_Token=a',
  'api_key=a',
  'apikey=a',
];
const inQuery = [
  ...credentials,
  'bearer_token=a',
  'x-api-key=a',
  'authorization=Bearer+a',
  'X-HTTP-Method-Override=PUT',
];
const googleOnly = [
  '$key=a',
  '$.key=a',
  '$oauth_token=a',
  '$access_token=a',
  '$apiKey=a',
  '$userProject=a',
  'userIp=1.2.3.4',
];
test.each<[string, string]>([
  ...[...overrides, ...inQuery].flatMap((query): [string, string][] => [
    [GENERATE, query],
    [WEATHER, query],
  ]),
  ...[...googleOverrides, ...googleOnly, 'x-goog-api-key=a', 'quotaUser=a', '$quotaUser=a'].flatMap(
    (query): [string, string][] => [
      [GENERATE, query],
      ['/youtube/v3/search', query],
    ],
  ),
])('on %s the parameter %s is left out, and all else travels', async (path, query) => {
  const { status, line } = await outcomeOf({ path, query: `a=1&${query}&b=2` });
  const own = path.startsWith('/youtube') ? `&key=${UPSTREAM_SECRET}` : '';
  expect([status, line.split(' ')[1]?.split('?')[1]]).toEqual([200, `a=1&b=2${own}`]);
});

test.each([
  ...[
    'callback=f',
    '$callback=f',
    'jsonp=f',
    'Callback=f',
    'callback[]=f',
    '%63allback=f',
    '$.xgafv=1',
    '$xgafv=1',
  ],
  ...[
    'alt=proto',
    'alt=media',
    '$alt=media',
    '$ALT=json',
    '$alt[]=json',
    '$.alt=proto',
    '$alt=proto',
    'ALT=proto',
    'alt[]=proto',
    'alt=json&alt=proto',
    'alt=JSON',
  ],
  ...['$httpHeaders=x', '$req=x', '$ct=x', '$outputDefaults=1', 'uploadType=media', '$uploadType=media'],
  ...[
    'upload_protocol=resumable',
    '$upload_protocol=resumable',
    'uploadProtocol=raw',
    '$uploadProtocol=raw',
    'upload_id=x',
  ],
])('no request to Google may ask for %s', async (query) => {
  for (const path of [GENERATE, '/youtube/v3/search']) {
    const { status, line } = await outcomeOf({ path, query });
    expect([[400, 403].includes(status), line]).toEqual([true, '']);
  }
});

test.each([
  'alt=json',
  'alt=sse',
  '$alt=json;enum-encoding=int',
  '%24alt=json',
  'alt=json&$alt=json',
  'prettyPrint=false',
  'fields=a',
  '$fields=a',
  'pageSize=3',
  'key=',
  'q=a%26b',
])('the parameter %s, which clients of Google send, is no offence', async (query) => {
  expect((await outcomeOf({ query })).status).toBe(200);
});

test.each([
  ...[
    'X-HTTP-Method-Override',
    'X-HTTP-Method',
    'X-Method-Override',
    'x_http_method_override',
    'X-Http_Method.Override',
  ],
  ...[
    'X-Original-URL',
    'X-Rewrite-URL',
    'X-Original-Host',
    'X-Forwarded-Host',
    'X-Forwarded-Prefix',
    'X-Host',
    'Forwarded',
  ],
  ...[
    'X-Forwarded-For',
    'X-Real-IP',
    'True-Client-IP',
    'CF-Connecting-IP',
    'X-ProxyUser-Ip',
    'Via',
    'From',
    'X__Forwarded__For',
  ],
  ...[
    'Cookie',
    'Origin',
    'Referer',
    'Proxy-Authorization',
    'Proxy-Connection',
    'Keep-Alive',
    'TE',
    'Trailer',
    'Upgrade',
  ],
  ...[
    'Transfer-Encoding',
    'Transfer_Encoding',
    'Content_Length',
    'Expect',
    'X-Goog-User-Project',
    'X-Goog-Upload-Protocol',
  ],
  ...[
    'X-Amz-Security-Token',
    'X-Amzn-Trace-Id',
    'Range',
    'If-Range',
    'A-IM',
    'Accept-Charset',
    'api-key',
    'X-Auth-Token',
  ],
  ...[
    'X--Goog--Api--Key',
    'X-Goog-Api-Key-',
    'X-Goog-Authenticated-User-Email',
    'X-Remote-User',
    'DPoP',
    'HTTP2-Settings',
  ],
])('the header %s never travels', async (name) => {
  const lookAlike = /^x[-_]+goog[-_]+api[-_]+key-?$/i.test(name); // it counts as a second credential, if it is filled
  const { status, lines } = await outcomeOf({
    headers: [
      [name, 'identity'],
      ['X-Mine', '1'],
    ],
  });
  expect(status).toBe(lookAlike ? 401 : 200);
  if (!lookAlike) expect(lines).toContain('x-mine: 1');
  expect(lines.filter((text) => text.endsWith(': identity'))).toEqual(
    lookAlike ? [] : ['accept-encoding: identity'],
  );
});

test.each([
  'x-goog-api-key',
  'X-Goog-Api-Key, close',
  'close, x_goog_api_key',
  'x-goog-api-key,',
  'host',
  'content-length',
])('Connection: %s takes nothing of ours away', async (value) => {
  const { status, lines } = await outcomeOf({ headers: [['Connection', value]] });
  expect(status).toBe(200);
  expect(lines).toEqual(
    expect.arrayContaining([
      `x-goog-api-key: ${UPSTREAM_SECRET}`,
      'host: generativelanguage.googleapis.com',
      'content-length: 2',
    ]),
  );
});

test.each<[string, Case]>([
  ['a bare CR in a header', { headers: [['X-A', 'b\rX-C: d']] }],
  ['a bare LF in a header', { headers: [['X-A', 'b\nX-C: d']] }],
  ['NUL in a header', { headers: [['X-A', 'b\0']] }],
  ['a line end in a header’s name', { headers: [['X-A\r\nX-B', 'b']] }],
  ['a blank in a header’s name', { headers: [['X A', 'b']] }],
  ['a colon in a header’s name', { headers: [[':path', '/']] }],
  ['letters beyond Latin-1 in a header', { headers: [['X-A', '\u0100']] }],
  ['a compressed body', { headers: [['Content-Encoding', 'gzip']] }],
  ['a body that is compressed in another spelling', { headers: [['Content_Encoding', 'gzip']] }],
  ['a chain of encodings', { headers: [['Content-Encoding', 'identity, gzip']] }],
  ['two content types', { headers: [JSON_TYPE, ['content-type', 'text/plain']] }],
  ['a content type in another spelling', { headers: [JSON_TYPE, ['Content_Type', 'text/plain']] }],
  ['a content type in another spelling alone', { headers: [['content.type', 'text/plain']] }],
  ['half a character in the query', { query: 'a=\ud800' }],
  ['a key in the path', { path: `/gemini/v1beta/models/${theirs}:generateContent` }],
  [
    'a key in the path, encoded',
    { path: `/gemini/v1beta/models/${theirs.replace('_', '%5f')}:generateContent` },
  ],
])('%s is refused as malformed', async (_name, one) => {
  const { status, line } = await outcomeOf(one);
  expect([status, line]).toEqual([400, '']);
});

test.each([
  'a=%zz',
  '%=%',
  'a=%',
  'a=%ff',
  'a=%c3%28',
  '&&&',
  '=',
  '%00=%00',
  'a=%0d%0aX-Injected:%201',
  'a[b][c]=1',
])('the query %s is no failure and adds nothing but a query', async (query) => {
  const { status, line, lines } = await outcomeOf({ query });
  expect([status, line.split(' ').length]).toEqual([200, 3]);
  expect(lines.join()).not.toContain('x-injected');
});
