import { PassThrough } from 'node:stream';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cleanJson, cleanText } from '../../cli/clean-text.ts';
import { terminalHost } from '../../cli/host.ts';
import { renderSheet } from '../../cli/render-sheet.ts';
import { anyText } from '../support/any-text.ts';
import { collector } from './support.ts';

const hostile = fc.oneof(
  anyText(),
  fc.constantFrom(
    '\u001b[2J',
    '\u202e',
    '\u0007',
    '\u009b31m',
    '\ud800',
    '\u2028',
    '\r\nfake line',
    '\u{e0041}',
    '\u001b]0;title\u0007',
  ),
);
const DANGEROUS = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

test('clean text holds nothing that acts on a terminal', () => {
  fc.assert(fc.property(hostile, (text) => void expect(cleanText(text)).not.toMatch(DANGEROUS)));
});

test('a sheet has as many lines as it has rows, whatever its cells hold', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(hostile, hostile), { minLength: 1, maxLength: 5 }), (rows) => {
      const lines = renderSheet({ kind: 'table', head: ['A', 'B'], rows }).split('\n');
      expect(lines).toHaveLength(rows.length + 1);
      expect(lines.join('')).not.toMatch(DANGEROUS);
    }),
  );
});

test('a clean JSON document says the same and holds nothing that acts on a terminal', () => {
  fc.assert(
    fc.property(fc.dictionary(hostile, hostile), (document) => {
      const text = cleanJson(JSON.stringify(document, undefined, 2));
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(document)));
      expect(text.replaceAll('\n', '')).not.toMatch(DANGEROUS);
    }),
  );
});

function terminal() {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const [stdout, stderr] = [collector(), collector()];
  const host = terminalHost({ stdin, stdout: stdout.stream, stderr: stderr.stream });
  return { host, stdin, shown: () => stdout.text() + stderr.text() };
}

test('a secret that a person types is read and not echoed', async () => {
  const { host, stdin, shown } = terminal();
  const secret = host.readSecret('Key: ');
  stdin.write('upstream-key-0001\r');
  expect((await secret).reveal()).toBe('upstream-key-0001');
  expect(shown()).toContain('Key: ');
  expect(shown()).not.toContain('upstream');
});

test('a person who leaves instead of answering has answered nothing', async () => {
  const { host, stdin } = terminal();
  const secret = host.readSecret('Key: ');
  stdin.write('upstr\u0003');
  await expect(secret).rejects.toMatchObject({ code: 'input.refused' });
});

test.each([
  ['y', true],
  ['YES', true],
  ['n', false],
  ['', false],
  ['yes please', false],
])('the answer %j counts as %s', async (answer, expected) => {
  const { host, stdin } = terminal();
  const confirmed = host.confirm('Revoke?');
  stdin.write(`${answer}\r`);
  expect(await confirmed).toBe(expected);
});
