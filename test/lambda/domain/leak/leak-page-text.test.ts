import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { leakPageText } from '../../../../lambda/domain/leak/leak-page-text.ts';
import { type LeakOutcome, leakWords } from '../../../../lambda/domain/leak/leak-words.ts';

const leak = { keyId: 'key_x', fingerprint: 'f'.repeat(16), url: '', source: '', eventId: 'leak/1' };
const OUTCOMES: readonly LeakOutcome[] = [
  ...(['decoy', 'gone', 'reported', 'failed', 'quarantined'] as const).map((kind) => ({ kind })),
  { kind: 'dead', state: 'revoked' },
  { kind: 'quarantined', because: 'unfit' },
  { kind: 'rerolled', token: 'leak:f' },
];

test('whatever strangers wrote, a page is plain text that no mail reader makes a link of', () => {
  fc.assert(
    fc.property(
      fc.webUrl(),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(...OUTCOMES),
      (url, text, outcome) => {
        const facts = { stage: 'prod', leak: { ...leak, url, source: text }, client: text, outcome };
        const { subject, message } = leakPageText({ ...facts, planted: { label: text, beside: 'key_y' } });
        expect(subject).toMatch(/^[ -~]{1,100}$/);
        expect(message).not.toMatch(/https?:\/\/|[<>&\u202e]/);
      },
    ),
  );
});

test('a page says what is known and what is not: no place, nobody noted where, no key beside', () => {
  const page = (outcome: LeakOutcome) =>
    leakPageText({ stage: 'prod', leak, client: 'acme', outcome }).message;
  expect(page({ kind: 'decoy' })).toMatch(/nobody noted where[\s\S]*where, nobody said/);
  expect(page({ kind: 'decoy' })).not.toContain('keys quarantine');
  expect(page({ kind: 'reported' })).toContain('keys reroll key_x --grace 0');
});

test('every outcome has words of its own', () => {
  expect(new Set(OUTCOMES.map(leakWords)).size).toBe(OUTCOMES.length);
});
