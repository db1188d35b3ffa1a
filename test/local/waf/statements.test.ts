import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../local/assembly/template.ts';
import { AddressRanges } from '../../../local/waf/address-ranges.ts';
import { compileStatement } from '../../../local/waf/compile-statement.ts';
import type { InspectedRequest } from '../../../local/waf/inspected-request.ts';
import { NotHonoured, type ReferencedSets } from '../../../local/waf/statement.ts';

const sets: ReferencedSets = {
  addresses: (arn) => {
    const ranges = { four: ['203.0.113.0/24', '198.51.100.7/32'], six: ['2001:db8::/33'] }[arn];
    return ranges && ((address) => new AddressRanges(ranges).has(address));
  },
  patterns: (arn) => (arn === 'patterns' ? ['^/a', '(?i)/B$'] : undefined),
};
const request = (extra: Partial<InspectedRequest> = {}): InspectedRequest => ({
  sourceIp: '192.0.2.1',
  method: 'GET',
  path: '/',
  query: '',
  headers: [],
  body: '',
  now: 0,
  ...extra,
});
const matches = (statement: JsonObject, extra: Partial<InspectedRequest> = {}): boolean =>
  compileStatement(statement, sets, 16)(request(extra));
const header = (name: string, ...values: string[]) => ({ headers: [{ name, values }] });
const bytes = (
  FieldToMatch: JsonObject,
  wanted: string,
  how = 'CONTAINS',
  ...types: string[]
): JsonObject => ({
  ByteMatchStatement: {
    FieldToMatch,
    SearchString: wanted,
    PositionalConstraint: how,
    TextTransformations: types.map((Type, Priority) => ({ Type, Priority })),
  },
});
const ipSet = (Arn: string, extra: JsonObject = {}): JsonObject => ({
  IPSetReferenceStatement: { Arn, ...extra },
});

// https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-ipset-match.html
test.each([
  ['four', '203.0.113.255', true],
  ['four', '203.0.114.0', false],
  ['four', '198.51.100.7', true],
  ['four', '198.51.100.8', false],
  ['four', '2001:db8::1', false],
  ['six', '2001:db8:7fff::1', true],
  ['six', '2001:db8:8000::1', false],
  ['six', '203.0.113.1', false],
])('the IP set %s matches %s: %p', (arn, sourceIp, expected) => {
  expect(matches(ipSet(arn), { sourceIp })).toBe(expected);
});

// https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-forwarded-ip-address.html
test.each([
  ['FIRST', '203.0.113.1, 192.0.2.1', true],
  ['LAST', '203.0.113.1, 192.0.2.1', false],
  ['ANY', '192.0.2.1, 203.0.113.1', true],
  ['FIRST', 'nonsense', true],
])(
  'a forwarded address is taken from the header’s %s of “%s”: %p; a wrong one falls back',
  (Position, value, expected) => {
    const IPSetForwardedIPConfig = { HeaderName: 'X-Forwarded-For', FallbackBehavior: 'MATCH', Position };
    const statement = ipSet('four', { IPSetForwardedIPConfig });
    expect(matches(statement, header('x-forwarded-for', value))).toBe(expected);
    expect(matches(statement, { sourceIp: '203.0.113.1' })).toBe(false);
  },
);

// https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-string-match.html
test.each([
  ['EXACTLY', '/bot', true],
  ['EXACTLY', '/bots', false],
  ['STARTS_WITH', '/bots', true],
  ['ENDS_WITH', 'x/bot', true],
  ['CONTAINS', 'x/bots', true],
  ['CONTAINS_WORD', 'x /bot.', true],
  ['CONTAINS_WORD', 'x/bots', false],
])('a string is found %s in %s: %p', (how, path, expected) => {
  expect(matches(bytes({ UriPath: {} }, '/bot', how), { path })).toBe(expected);
});

// https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-fields-list.html
test.each<[JsonObject, Partial<InspectedRequest>]>([
  [{ Method: {} }, { method: 'needle' }],
  [{ QueryString: {} }, { query: 'a=needle' }],
  [{ SingleQueryArgument: { Name: 'A' } }, { query: 'b=1&a=needle' }],
  [{ AllQueryArguments: {} }, { query: 'a=1&b=needle' }],
  [{ SingleHeader: { Name: 'user-agent' } }, header('User-Agent', 'x', 'needle')],
  [{ Headers: { MatchPattern: { All: {} }, MatchScope: 'KEY' } }, header('x-needle', '1')],
  [{ Headers: { MatchPattern: { IncludedHeaders: ['X-A'] }, MatchScope: 'VALUE' } }, header('x-a', 'needle')],
  [{ Cookies: { MatchPattern: { All: {} }, MatchScope: 'ALL' } }, header('cookie', 'a=1; b=needle')],
  [{ Body: {} }, { body: 'a needle' }],
])('the field %j is where it should be, and nowhere else', (field, extra) => {
  expect(matches(bytes(field, 'needle'), extra)).toBe(true);
  expect(matches(bytes(field, 'needle'), { ...extra, method: 'x', query: '', headers: [], body: '' })).toBe(
    false,
  );
});

// https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-fields-list.html
test('excluded headers are not looked at, and an absent header never matches', () => {
  const headers: JsonObject = { MatchPattern: { ExcludedHeaders: ['x-a'] }, MatchScope: 'VALUE' };
  expect(matches(bytes({ Headers: headers }, 'needle'), header('X-A', 'needle'))).toBe(false);
  const size = (ComparisonOperator: string): JsonObject => ({
    SizeConstraintStatement: { FieldToMatch: { SingleHeader: { Name: 'x' } }, ComparisonOperator, Size: 0 },
  });
  expect([matches(size('GE')), matches(size('GE'), header('x', ''))]).toEqual([false, true]);
});

// https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-transformation.html
test.each([
  ['LOWERCASE', 'NEEDLE'],
  ['URL_DECODE', 'nee%64le'],
  ['BASE64_DECODE', Buffer.from('needle').toString('base64')],
  ['HEX_DECODE', Buffer.from('needle').toString('hex')],
  ['REMOVE_NULLS', 'nee\u0000dle'],
  ['NORMALIZE_PATH', '/x/../needle'],
])('%s is applied before the comparison', (type, query) => {
  const wanted = type === 'NORMALIZE_PATH' ? '/needle' : 'needle';
  expect(matches(bytes({ QueryString: {} }, wanted, 'EXACTLY', type), { query })).toBe(true);
  expect(matches(bytes({ QueryString: {} }, wanted, 'EXACTLY', 'NONE'), { query })).toBe(false);
});

// https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-transformation.html
test('transformations are applied in order of their priority', () => {
  const field = { QueryString: {} };
  expect(matches(bytes(field, 'ab', 'EXACTLY', 'URL_DECODE', 'LOWERCASE'), { query: '%41B' })).toBe(true);
  expect(matches(bytes(field, 'Ab', 'EXACTLY', 'LOWERCASE', 'URL_DECODE'), { query: '%41B' })).toBe(true);
});

// https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-size-constraint-match.html
test.each([
  ['EQ', [false, true, false]],
  ['NE', [true, false, true]],
  ['LT', [true, false, false]],
  ['LE', [true, true, false]],
  ['GT', [false, false, true]],
  ['GE', [false, true, true]],
])('a size is %s five bytes', (ComparisonOperator, expected) => {
  const statement = {
    SizeConstraintStatement: { FieldToMatch: { UriPath: {} }, ComparisonOperator, Size: 5 },
  };
  expect(['/123', '/1234', '/12345'].map((path) => matches(statement, { path }))).toEqual(expected);
});

// https://docs.aws.amazon.com/waf/latest/developerguide/waf-oversize-request-components.html
test.each([
  ['CONTINUE', false],
  ['MATCH', true],
  ['NO_MATCH', false],
])(
  'of a body above the limit the beginning is inspected, or its handling decides: %s',
  (OversizeHandling, tail) => {
    const statement = bytes({ Body: { OversizeHandling } }, 'needle');
    expect(matches(statement, { body: `${'.'.repeat(16)}needle` })).toBe(tail);
    expect(matches(statement, { body: `needle${'.'.repeat(16)}` })).toBe(OversizeHandling !== 'NO_MATCH');
    expect(matches(statement, { body: 'needle' })).toBe(true);
  },
);

// https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-regex-pattern-set-match.html
test('a regular expression, or any of a set, is looked for anywhere in the field', () => {
  const FieldToMatch = { UriPath: {} };
  const single = { RegexMatchStatement: { RegexString: '[0-9]{2}', FieldToMatch } };
  expect([matches(single, { path: '/a12b' }), matches(single, { path: '/a1b2' })]).toEqual([true, false]);
  const set = { RegexPatternSetReferenceStatement: { Arn: 'patterns', FieldToMatch } };
  expect(['/ab', '/x/b', '/x/c'].map((path) => matches(set, { path }))).toEqual([true, true, false]);
});

// https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statements-logical.html
test('statements are joined by and, or and not', () => {
  const yes = ipSet('four');
  const no = ipSet('six');
  const from = { sourceIp: '203.0.113.1' };
  expect(matches({ AndStatement: { Statements: [yes, no] } }, from)).toBe(false);
  expect(matches({ OrStatement: { Statements: [no, yes] } }, from)).toBe(true);
  expect(matches({ AndStatement: { Statements: [yes, { NotStatement: { Statement: no } }] } }, from)).toBe(
    true,
  );
});

// https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html
test('a rate counts each address over its window, and matches what is above the limit until enough is forgotten', () => {
  const test = compileStatement(
    { RateBasedStatement: { Limit: 10, EvaluationWindowSec: 60, AggregateKeyType: 'IP' } },
    sets,
    16,
  );
  const at = (now: number, sourceIp = 'a'): boolean => test(request({ sourceIp, now }));
  for (let i = 0; i < 10; i++) expect(at(i * 1_000)).toBe(false);
  expect([at(10_000), at(10_000, 'b')]).toEqual([true, false]);
  expect([at(59_999), at(60_000), at(63_000)]).toEqual([true, true, false]);
  expect(at(125_000)).toBe(false);
});

// https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-aggregation-options.html
test('a rate counts only what its scope lets in, for all together if it says so, by forwarded address if it says so', () => {
  const rate = (extra: JsonObject) =>
    compileStatement({ RateBasedStatement: { Limit: 10, EvaluationWindowSec: 60, ...extra } }, sets, 16);
  const ScopeDownStatement = bytes({ UriPath: {} }, '/in', 'EXACTLY');
  const scoped = rate({ AggregateKeyType: 'CONSTANT', ScopeDownStatement });
  for (let i = 0; i < 20; i++) expect(scoped(request({ sourceIp: String(i) }))).toBe(false);
  for (let i = 0; i < 10; i++) scoped(request({ path: '/in', sourceIp: String(i) }));
  expect(scoped(request({ path: '/in', sourceIp: 'new' }))).toBe(true);
  const ForwardedIPConfig = { HeaderName: 'X-Forwarded-For', FallbackBehavior: 'NO_MATCH' };
  const forwarded = rate({ AggregateKeyType: 'FORWARDED_IP', ForwardedIPConfig });
  for (let i = 0; i < 10; i++) forwarded(request(header('x-forwarded-for', '192.0.2.7')));
  expect(forwarded(request(header('x-forwarded-for', '192.0.2.7')))).toBe(true);
  expect(forwarded(request(header('x-forwarded-for', '192.0.2.8')))).toBe(false);
});

// https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statements-list.html
test.each<[string, JsonObject]>([
  ['GeoMatchStatement', { GeoMatchStatement: { CountryCodes: ['DE'] } }],
  ['SqliMatchStatement', { NotStatement: { Statement: { SqliMatchStatement: {} } } }],
  ['the field JsonBody', bytes({ JsonBody: {} }, 'x')],
  ['the transformation CMD_LINE', bytes({ Method: {} }, 'x', 'EXACTLY', 'CMD_LINE')],
  ['which is no IP set', ipSet('unknown')],
  ['the regular expression', { RegexMatchStatement: { RegexString: '(?<=', FieldToMatch: { Method: {} } } }],
  ['a limit of 9', { RateBasedStatement: { Limit: 9, AggregateKeyType: 'IP' } }],
  ['a rate by "CUSTOM_KEYS"', { RateBasedStatement: { Limit: 10, AggregateKeyType: 'CUSTOM_KEYS' } }],
])('what is not understood is refused by name: %s', (name, statement) => {
  expect(() => matches(statement)).toThrow(NotHonoured);
  expect(() => matches(statement)).toThrow(name);
});
