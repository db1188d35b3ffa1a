import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { splitPrelude } from '../../../local/rest-api/split-prelude.ts';

const whole = Buffer.concat([Buffer.from('{"statusCode":201}'), Buffer.alloc(8), Buffer.from('body')]);

// https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html
test('metadata and body are the same wherever the bytes were split', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: whole.length }), (at) => {
      const early = splitPrelude(whole.subarray(0, at));
      if (early.kind === 'complete') expect(early.head).toEqual({ statusCode: 201 });
      else expect(early.kind).toBe('incomplete');
      expect(splitPrelude(whole)).toEqual({
        kind: 'complete',
        head: { statusCode: 201 },
        rest: Buffer.from('body'),
      });
    }),
  );
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html
test.each([
  ['more than 16 KB without a delimiter', Buffer.alloc(17_000, 'x')],
  ['metadata that is no JSON', Buffer.concat([Buffer.from('no'), Buffer.alloc(8)])],
  ['metadata that is no object', Buffer.concat([Buffer.from('[]'), Buffer.alloc(8)])],
  ['a delimiter without metadata', Buffer.alloc(8)],
])('%s is malformed', (_, received) => {
  expect(splitPrelude(received)).toEqual({ kind: 'malformed' });
});

test('any bytes at all are judged without an error', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => void splitPrelude(Buffer.from(bytes))));
});
