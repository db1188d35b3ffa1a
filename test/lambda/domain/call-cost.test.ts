import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { callCost } from '../../../lambda/domain/call-cost.ts';
import { OUTPUT_TOKENS_DEFAULT } from '../../../lambda/domain/gemini-cost.ts';

const youtube = (method: string, path: string) =>
  callCost('youtube', { method, path, body: Buffer.alloc(0) });
const gemini = (document: unknown, path = '/v1beta/models/gemini-2.5-flash:generateContent') =>
  callCost('gemini', {
    method: 'POST',
    path,
    body: Buffer.from(typeof document === 'string' ? document : JSON.stringify(document)),
  }).tokens;

test('searches and uploads are counted in buckets of their own, everything else in units', () => {
  expect(youtube('GET', '/search')).toEqual({ requests: 1, searches: 1 });
  expect(youtube('POST', '/videos')).toEqual({ requests: 1, uploads: 1 });
  expect(youtube('GET', '/videos')).toEqual({ requests: 1, units: 1 });
  expect(youtube('HEAD', '/captions')).toEqual({ requests: 1, units: 50 });
  expect(youtube('POST', '/captions')).toEqual({ requests: 1, units: 400 });
  expect(youtube('DELETE', '/playlists')).toEqual({ requests: 1, units: 50 });
});

test('an API without units of its own is counted in requests', () => {
  expect(callCost('requests', { method: 'GET', path: '/x', body: Buffer.alloc(9) })).toEqual({ requests: 1 });
});

test('tokens are reserved from the request’s own limit, for each candidate, in both spellings', () => {
  const text = { contents: [{ parts: [{ text: 'hello' }] }] };
  const bare = Math.ceil(JSON.stringify(text).length / 2);
  expect(gemini(text)).toBe(bare + OUTPUT_TOKENS_DEFAULT);
  const config = { maxOutputTokens: 100, candidateCount: 3 };
  const camel = { ...text, generationConfig: config };
  expect(gemini(camel)).toBe(Math.ceil(JSON.stringify(camel).length / 2) + 300);
  const snake = { ...text, generation_config: { max_output_tokens: 5_000 } };
  expect(gemini({ ...camel, ...snake })).toBeGreaterThan(3 * 5_000);
});

test('a picture is reserved for as a part, not byte by byte', () => {
  const data = 'A'.repeat(1_000_000);
  const tokens = gemini({ contents: [{ parts: [{ inlineData: { mimeType: 'image/png', data } }] }] });
  expect(tokens).toBeGreaterThan(2_048 + OUTPUT_TOKENS_DEFAULT);
  expect(tokens).toBeLessThan(2_048 + OUTPUT_TOKENS_DEFAULT + 100);
});

test('calls that generate nothing take no tokens', () => {
  expect(gemini({}, '/v1beta/models/gemini-2.5-flash:countTokens')).toBeUndefined();
  expect(gemini('', '/v1beta/models')).toBeUndefined();
  expect(gemini('x'.repeat(10), '/v1/models/e:embedContent')).toBe(5);
});

test('no body, however odd, makes a reservation that is not a positive whole number, or throws', () => {
  const numbers = fc.oneof(fc.double(), fc.integer(), fc.string(), fc.constant(null), fc.constant({}));
  const document = fc.record(
    {
      contents: fc.anything({ maxDepth: 4 }),
      generationConfig: fc.oneof(
        fc.anything(),
        fc.record({ maxOutputTokens: numbers, candidateCount: numbers }),
      ),
      generation_config: fc.record({ max_output_tokens: numbers }),
    },
    { requiredKeys: [] },
  );
  const bodies = fc.oneof(
    fc.json(),
    fc.string(),
    document.map((value) => JSON.stringify(value)),
  );
  fc.assert(
    fc.property(bodies, (body) => {
      const tokens = gemini(body);
      expect(Number.isSafeInteger(tokens) && (tokens ?? 0) > 0).toBe(true);
    }),
  );
});

test('a nest as deep as a body can hold is measured', () => {
  expect(gemini('['.repeat(50_000) + ']'.repeat(50_000))).toBeGreaterThan(0);
});
