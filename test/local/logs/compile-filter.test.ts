import { expect, test } from '@jest/globals';
import { compileFilter } from '../../../local/logs/compile-filter.ts';

const matches = (pattern: string, message: string): boolean =>
  compileFilter(pattern)?.(message) !== undefined;

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
test.each([
  ['ERROR', '[ERROR 400] BAD REQUEST', 'all is well'],
  ['ERROR', '[ERROR 400] BAD REQUEST', '[error 400] case matters'],
  ['ERROR ARGUMENTS', '[ERROR 419] MISSING ARGUMENTS', '[ERROR 400] BAD REQUEST'],
  ['?ERROR ?ARGUMENTS', 'MISSING ARGUMENTS', 'BAD REQUEST'],
  ['"INTERNAL SERVER ERROR"', '[ERROR 500] INTERNAL SERVER ERROR', 'SERVER INTERNAL ERROR'],
  ['ERROR -ARGUMENTS', '[ERROR 401] UNAUTHORIZED REQUEST', '[ERROR 420] INVALID ARGUMENTS'],
  ['%AUTHORIZED|BAD%', '[ERROR 400] BAD REQUEST', '[ERROR 420] INVALID ARGUMENTS'],
])('the terms %s match as in AWS’s examples', (pattern, yes, no) => {
  expect([matches(pattern, yes), matches(pattern, no)]).toEqual([true, false]);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
test('an empty pattern, and a blank in quotes, match everything', () => {
  for (const pattern of ['', '" "']) expect(matches(pattern, 'anything')).toBe(true);
});

const trail = JSON.stringify({
  eventType: 'UpdateTrail',
  sourceIPAddress: '111.111.111.111',
  arrayKey: ['value', 'another value'],
  objectList: [
    { name: 'a', id: 1 },
    { name: 'b', id: 2 },
  ],
  SomeObject: null,
  flag: true,
  latency: 50,
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
test.each([
  ['{ $.eventType = "UpdateTrail" }', true],
  ['{ $.eventType = "*" && $.sourceIPAddress != 123.123.* }', true],
  ['{ $.arrayKey[0] = "value" }', true],
  ['{ $.objectList[1].id = 2 }', true],
  ['{ $.SomeObject IS NULL }', true],
  ['{ $.flag IS TRUE }', true],
  ['{ $.SomeOtherObject NOT EXISTS }', true],
  ['{ $.eventType NOT EXISTS }', false],
  ['{ $.latency >= 50 }', true],
  ['{ $.latency < 5e1 }', false],
  ['{ $.latency = 5e1 }', true],
  ['{ $.eventType = %Update.*% }', true],
  ['{ $.arrayKey = "value" }', false],
  ['{ $.nothing != "x" }', false],
  ['{ ($.latency = 50) && ($.objectList[0].name = "a") }', true],
  ['{ $.latency = 50 || $.flag IS FALSE && $.eventType = "x" }', true],
  ['{ ($.latency = 50 || $.flag IS FALSE) && $.eventType = "x" }', false],
])('the JSON filter %s is %s for the documentation’s event', (pattern, expected) => {
  expect(matches(pattern, trail)).toBe(expected);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
test('a JSON filter does not match a line that is not JSON as a whole', () => {
  expect(matches('{ $.eventType = "*" }', `2026-11-23 INFO ${trail}`)).toBe(false);
});

const access = '127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534';

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
test.each([
  ['[ip, user, username, timestamp, request =*.html*, status_code = 4*, bytes]', true],
  ['[ip, user, username, timestamp, request =*.html*, status_code = 5*, bytes]', false],
  ['[..., request =*.html*, status_code = 4*, bytes]', true],
  ['[ip, user, username, timestamp, request, status_code = 404 || status_code = 410, bytes > 1000]', true],
  ['[ip, user, username, timestamp, request, status_code, bytes > 2000]', false],
  ['[ip != 127.0.0.1, ...]', false],
  ['[w1=127.0.0.1 || W1=10.0.0.1, w2]', true],
  ['[a, b, c, d, e, f, g, h]', false],
])('the space-delimited filter %s is %s for the documentation’s line', (pattern, expected) => {
  expect(matches(pattern, access)).toBe(expected);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
test('values are read from JSON and from fields', () => {
  expect(compileFilter('{ $.latency = * }')?.(trail)?.value('$.latency')).toBe('50');
  const fields = compileFilter('[ip, user, username, timestamp, request, status_code, bytes]')?.(access);
  expect([fields?.value('$bytes'), fields?.value('$request')]).toEqual(['1534', 'GET /index.html HTTP/1.0']);
});

test.each(['{ $.a == 1 }', '{ $.a = 1', '{ a = 1 }', '[a b', '{ $.a > "x" }'])(
  '%s is no filter',
  (pattern) => {
    expect(compileFilter(pattern)).toBeUndefined();
  },
);
