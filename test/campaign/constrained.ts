import * as fc from 'fast-check';
import { ANY_API } from '../../lib/presets/query-policy.ts';
import { upstreamOf } from '../support/build.ts';

/** An upstream that may be asked for little of what it can do. */
export const CONSTRAINED = upstreamOf({
  ...ANY_API,
  name: 'chat',
  mount: '/chat',
  baseUrl: 'https://chat.example.com/v1',
  inject: { as: 'bearer' },
  carriers: [{ in: 'bearer' }, { in: 'header', name: 'x-api-key' }],
  routes: [
    {
      methods: ['POST'],
      path: '/completions',
      model: 'body',
      bodyBytesMax: 300,
      constraints: {
        models: ['small', 'big-*'],
        body: {
          forbid: ['tools'],
          schema: { properties: { max_tokens: { type: 'integer', minimum: 1, maximum: 100 } } },
        },
      },
    },
    { methods: ['POST'], path: '/models/*:run', model: 'path', constraints: { models: ['small', 'big-*'] } },
    {
      methods: ['GET'],
      path: '/items',
      constraints: {
        query: {
          limit: { max: 50, required: true },
          order: { values: ['date', 'title'] },
          pageToken: { forbidden: true },
        },
      },
    },
  ],
});

const members = fc.constantFrom(
  ...['"model":"small"', '"model":"big-1.5"', '"model":"large"', '"model":["small"]', '"model":null'],
  ...[
    '"Model":"large"',
    '"\\u006dodel":"large"',
    '"model[]":"large"',
    '"model ":"large"',
    '"ｍodel":"large"',
  ],
  ...['"model":"small:large"', '"model":"small\\u0000large"', '"model":"SMALL"', '"model":"small\\n"'],
  ...['"max_tokens":5', '"max_tokens":100', '"max_tokens":101', '"max_tokens":"5"', '"max_tokens":1e2'],
  ...['"max_tokens":1e3', '"maxTokens":999', '"max-tokens":999', '"max_tokens":-1', '"max_tokens":99.9'],
  ...['"max_tokens":1e999', '"max_tokens":null', '"MAX_TOKENS":999', '"max_tokens":[999]'],
  ...['"tools":[]', '"TOOLS":[1]', '"tools[0]":1', '"\\u0074ools":[]', '"tool\\u017f":1'],
  ...['"__proto__":{"model":"large"}', '"constructor":{"prototype":{"model":"large"}}', '"toString":1'],
  ...['"metadata":{"model":"large"}', '"prompt":"x"', '"prompt":"\\ud800"', '"prompt":"a\\u0000b"', '"":""'],
);
const good = fc.constantFrom(
  '"model":"small"',
  '"model":"big-1"',
  '"max_tokens":7',
  '"prompt":"\\"model\\":"',
);
/** Mostly one thing that is odd beside what is right: two would hide each other. */
const object = fc
  .oneof(
    { weight: 4, arbitrary: members.map((odd) => ['"model":"small"', odd]) },
    { weight: 2, arbitrary: members.map((odd) => [odd]) },
    { weight: 1, arbitrary: fc.array(fc.oneof(good, members), { maxLength: 4 }) },
    { weight: 2, arbitrary: fc.uniqueArray(good, { minLength: 1, maxLength: 3 }) },
  )
  .map((list) => `{${list.join(',')}}`);
const wrapped = fc
  .tuple(
    object,
    fc.constantFrom(
      ...[
        ['\ufeff', ''],
        ['[', ']'],
        ['', ','],
        ['', '\0'],
        ['/**/', ''],
        ['{"a":', '}'],
        ['', '{}'],
        ['\t', '\n'],
      ],
    ),
  )
  .map(([text, [before, after]]) => before + text + after);
const bodies = fc
  .oneof({ weight: 6, arbitrary: object }, { weight: 1, arbitrary: wrapped })
  .map((text) => Buffer.from(text));
const utf16 = object.map((text) => Buffer.from(`\ufeff${text}`, 'utf16le'));

const types: fc.Arbitrary<readonly string[]> = fc.oneof(
  { weight: 8, arbitrary: fc.constant<readonly string[]>(['application/json']) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<(readonly string[])[]>(
      ...[['application/json; charset=utf-8'], ['Application/JSON'], ['application/vnd.x+json'], []],
      ...[['text/plain'], ['application/x-www-form-urlencoded'], ['application/json; charset=utf-16']],
      ...[
        ['application/json', 'text/plain'],
        ['application/json;,text/plain'],
        ['multipart/form-data; boundary=a'],
      ],
    ),
  },
);

const parameters = fc.constantFrom(
  ...[
    'limit=50',
    'limit=5',
    'limit=50',
    'limit=51',
    'limit=0x10',
    'limit=5e1',
    'limit=-1',
    'limit=%2B5',
    'limit=',
  ],
  ...[
    'Limit=99',
    'limit[]=99',
    'limit%5B0%5D=99',
    'li%6dit=99',
    'limit%00=99',
    'limit%20=99',
    'l%C4%B1mit=99',
  ],
  ...['limit=50%0a', 'limit=50,99', 'limit=%EF%BC%95', 'limit=0000000000000050', 'max_limit=99'],
  ...['order=date', 'order=title', 'order=Date', 'order=rank', 'order=date%20', 'ORDER=rank', 'order[]=rank'],
  ...['pageToken=x', 'page_token=x', 'PageToken=x', 'page-token=x', 'pageToken', 'pageToken[a]=x', 'q=1'],
);

/** What a request to it has in place of what any request has. */
export const constrainedParts = fc.record({
  body: fc.oneof({ weight: 9, arbitrary: bodies }, { weight: 1, arbitrary: utf16 }),
  types,
  query: fc.oneof(
    fc.constantFrom<string[]>(['limit=50'], ['order=date', 'limit=7']),
    parameters.map((odd) => [odd]),
    parameters.map((odd) => ['limit=5', odd]),
    fc.array(parameters, { maxLength: 3 }),
  ),
  /** Mostly nothing is wrong with the key, so that something else can be. */
  known: fc.nat(9).map((n) => n > 0),
});
