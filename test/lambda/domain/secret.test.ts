import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { format, inspect } from 'node:util';
import { expect, test } from '@jest/globals';
import { Secret } from '../../../lambda/domain/secret.ts';

const VALUE = 'AQ.not-to-be-printed';
const secret = new Secret(VALUE, 'upstream key');
const LABEL = '[secret upstream key]';

const printings: Readonly<Record<string, () => string>> = {
  String: () => String(secret),
  template: () => `${secret}`,
  concatenation: () => `a${''}`.concat(secret as unknown as string),
  join: () => [secret].join(),
  JSON: () => JSON.stringify({ secret }),
  inspect: () => inspect({ nested: { secret } }, { depth: 9, showHidden: true }),
  'format %s': () => format('%s', secret),
  'format %o': () => format('%o', secret),
  'format %O': () => format('%O', secret),
  'format %j': () => format('%j', secret),
  'error message': () => String(new Error(`failed with ${secret}`)),
  'error cause': () => inspect(new Error('failed', { cause: secret })),
  console: () => printedByConsole(secret),
};

test.each(Object.entries(printings))('a secret printed by %s shows its label only', (_name, print) => {
  const text = print();
  expect(text).toContain(LABEL);
  expect(text).not.toContain(VALUE);
});

test('a secret has no property through which its value could be found', () => {
  expect(Object.getOwnPropertyNames(secret)).toEqual([]);
  expect(JSON.stringify({ ...secret })).toBe('{}');
  expect(inspect(structuredClone(secret))).not.toContain(VALUE);
});

test('the value leaves by one name only', () => {
  expect(secret.reveal()).toBe(VALUE);
});

function printedByConsole(value: unknown): string {
  let text = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  const console = new Console(stream);
  console.log(value);
  console.dir(value, { showHidden: true });
  console.table([value]);
  return text;
}
