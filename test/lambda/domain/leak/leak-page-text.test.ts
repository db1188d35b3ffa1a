import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { leakPageText } from '../../../../lambda/domain/leak/leak-page-text.ts';
import type { LeakOutcome } from '../../../../lambda/domain/leak/leak-words.ts';

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

test('a page about a key names it, its client, the place, what was done and what is next', () => {
  const found = { ...leak, url: '', source: 'commit' };
  expect(
    leakPageText({ stage: 'prod', leak: found, client: 'acme', outcome: { kind: 'quarantined' } }),
  ).toEqual({
    subject: 'Sallyport prod: key found in public, key_x',
    message: `A client key of the stage prod lies in public: whoever reads the place has it.

Key          key_x
Client       acme
Found        where, nobody said
             in: commit
             told by GitHub, whose signature was checked
Done         quarantined

Next:
  npx sallyport --stage prod audit timeline key_x --since 30d
  npx sallyport --stage prod keys enable key_x --reason 'rerolled at once'
  npx sallyport --stage prod keys reroll key_x --grace 0
  docs/operating.md#leakreported
`,
  });
});

test('a page about a honeytoken names its place and the key beside it, and no client', () => {
  const planted = { label: 'repo acme/web', beside: 'key_y' };
  const outcome = { kind: 'decoy' } as const;
  expect(leakPageText({ stage: 'prod', leak, client: 'acme', outcome, planted })).toEqual({
    subject: 'Sallyport prod: honeytoken found in public, key_x',
    message: `A honeytoken of the stage prod lies in public: the place where it was planted got out.

Honeytoken   key_x
Planted      repo acme/web
Beside       key_y
Found        where, nobody said
             told by GitHub, whose signature was checked
Done         it is a honeytoken: nobody can use it

Next:
  npx sallyport --stage prod honeytokens trips key_x
  npx sallyport --stage prod keys quarantine key_y --reason leaked
  docs/operating.md#leakreported
`,
  });
  const alone = { stage: 'prod', leak, client: 'acme', outcome, planted: { label: 'a' } };
  expect(leakPageText(alone).message).not.toContain('Beside');
});

test('whoever reads of a reroll is told how to fetch the new key', () => {
  const outcome = { kind: 'rerolled', token: 'leak:f' } as const;
  const { message } = leakPageText({ stage: 'prod', leak, client: 'acme', outcome });
  expect(message).toContain(
    `  npx sallyport --stage prod keys reroll key_x --grace 0 --request-token leak:${'f'.repeat(16)} --deliver-to PUBLIC-KEY-FILE\n`,
  );
});

test('a subject is printable and no longer than a mail’s may be', () => {
  const facts = { leak, client: 'acme', outcome: { kind: 'reported' } } as const;
  expect(leakPageText({ ...facts, stage: 'prö' }).subject).toBe('Sallyport pr?: key found in public, key_x');
  expect(leakPageText({ ...facts, stage: 'x'.repeat(200) }).subject).toHaveLength(100);
});
