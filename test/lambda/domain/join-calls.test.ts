import { expect, test } from '@jest/globals';
import { auditItem } from '../../../lambda/domain/audit-record.ts';
import { CallJoiner, rowMark } from '../../../lambda/domain/join-calls.ts';

const facts = { callId: 'a', keyId: 'k', client: 'c', upstream: 'u', method: 'GET', route: '/r', ip: 'i' };
const at = (seconds: number) => new Date(Date.parse('2026-11-23T17:00:00.000Z') + seconds * 1_000);
const decision = auditItem(
  'decision',
  { ...facts, userAgent: 'curl/8.5.0', verdict: 'allowed' },
  { product: 'p' },
  at(0),
  1,
);
const outcome = auditItem(
  'outcome',
  { ...facts, verdict: 'allowed' },
  { status: 200, durationMs: 10_000, units: { tokens: 7 } },
  at(10),
  1,
);
const refusal = auditItem(
  'refusal',
  { ...facts, callId: 'b', verdict: 'credential.ip' },
  { status: 401 },
  at(-5),
  1,
);

test('an outcome waits for its decision and then is one row with it, dated by the decision', () => {
  const joiner = new CallJoiner();
  expect(joiner.push(outcome)).toEqual([]);
  expect(joiner.push(decision)).toMatchObject([
    {
      at: decision.at,
      status: 200,
      durationMs: 10_000,
      userAgent: 'curl/8.5.0',
      product: 'p',
      units: { tokens: 7 },
    },
  ]);
  expect(joiner.end(at(-60))).toEqual([]);
});

test('a call with a token names it beside the key that it stands for, and one with the key names none', () => {
  const tokenId = 'tok_00000000000000000001';
  const byToken = auditItem(
    'refusal',
    { ...facts, verdict: 'token.expired' },
    { tokenId, status: 401 },
    at(0),
    1,
  );
  expect(new CallJoiner().push(byToken)).toMatchObject([{ keyId: 'k', tokenId }]);
  expect(new CallJoiner().push(refusal)).toMatchObject([{ tokenId: null }]);
});

test('an outcome becomes a row of its own once its decision would have been read', () => {
  const joiner = new CallJoiner();
  joiner.push(outcome);
  expect(joiner.push(refusal)).toMatchObject([
    { callId: 'a', at: decision.at },
    { callId: 'b', verdict: 'credential.ip', status: 401 },
  ]);
});

test('at the end, outcomes of calls that began before it are left out', () => {
  const joiner = new CallJoiner();
  joiner.push(outcome);
  expect(joiner.end(at(5))).toEqual([]);
  expect(joiner.end(at(-5))).toMatchObject([{ callId: 'a' }]);
});

test('an outcome without a duration is dated by its end', () => {
  const joiner = new CallJoiner();
  joiner.push({ ...outcome, durationMs: undefined });
  expect(joiner.end(at(5))).toMatchObject([{ at: outcome.at, durationMs: null }]);
});

test('marks sort like the times they stand for', () => {
  expect(rowMark(decision) < rowMark(outcome)).toBe(true);
});

test('a row holds all that its records say, and null or nothing for what they do not', () => {
  const [bare] = new CallJoiner().push(auditItem('decision', { ...facts, verdict: 'allowed' }, {}, at(0), 1));
  const empty = { status: null, durationMs: null, requestBytes: null, responseBytes: null, units: null };
  const said = { ...facts, at: decision.at, tokenId: null, userAgent: null, product: null };
  expect(bare).toEqual({
    ...{ ...said, ...empty, verdict: 'unfinished', rule: null, secretVersion: null, scrubbed: null },
  });
  const result = {
    status: 403,
    durationMs: 3,
    requestBytes: 4,
    responseBytes: 5,
    secretVersion: 'v',
    scrubbed: 2,
  };
  const full = { ...result, rule: 'scope', units: { requests: 1 } };
  const refused = auditItem('refusal', { ...facts, verdict: 'route.forbidden' }, full, at(0), 1);
  expect(new CallJoiner().push(refused)).toEqual([{ ...said, ...full, verdict: 'route.forbidden' }]);
  const { scrubbed: _, ...unscrubbed } = full;
  const [row] = new CallJoiner().push(auditItem('refusal', { ...facts, verdict: 'x' }, unscrubbed, at(0), 1));
  expect(row?.scrubbed).toBe(0);
});

test('an outcome whose decision may still be read, within a second, is waited for', () => {
  const joiner = new CallJoiner();
  joiner.push(outcome);
  expect(joiner.end(at(-0.5))).toEqual([]);
  expect(joiner.end(at(-1))).toEqual([]);
  expect(joiner.end(at(-1.001))).toHaveLength(1);
});
