import { existsSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { count, type EnvFragment, type EnvValues, oneOf, text } from '../../contract/env.ts';
import { type EnvFor, FUNCTIONS } from '../../contract/functions.ts';
import { OUTPUTS } from '../../contract/outputs.ts';
import { readEnv } from '../../lambda/adapters/read-env.ts';

const spec = { NAME: text, DAYS: count, MODE: oneOf('strict', 'relaxed') };

test('what does not match the contract does not compile', () => {
  const values = readEnv(spec, { NAME: 'n', DAYS: '1', MODE: 'strict' }) satisfies EnvValues<typeof spec>;
  const days: number = values.DAYS;
  const mode: 'strict' | 'relaxed' = values.MODE;
  expect([days, mode]).toEqual([1, 'strict']);

  // @ts-expect-error a number is not text
  const name: number = values.NAME;
  // @ts-expect-error a word that the list does not hold
  const wrong: boolean = values.MODE === 'other';
  // @ts-expect-error an invented variable
  const invented: string = values.OTHER;
  expect([name, wrong, invented]).toEqual(['n', false, undefined]);
});

test('an environment with a variable too few or too many does not compile', () => {
  const whole: EnvFor<'authorizer'> = {
    STAGE: 's',
    KEYS_TABLE: 'k',
    AUDIT_TABLE: 'a',
    AUDIT_RETENTION_DAYS: '1',
    AUDIENCE: 'urn:x',
    MINTED_TABLE: 'm',
    SIGNERS_TABLE: 'x',
    DECOYS_TABLE: 'h',
    EVENT_BUS: 'b',
  };
  // @ts-expect-error AUDIT_RETENTION_DAYS is missing
  const forgotten: EnvFor<'authorizer'> = { ...whole, AUDIT_RETENTION_DAYS: undefined };
  // @ts-expect-error UPSTREAM_SECRET_ID is owed to the proxy only
  const invented: EnvFor<'authorizer'> = { ...whole, UPSTREAM_SECRET_ID: 'x' } satisfies EnvFragment<
    typeof FUNCTIONS.authorizer.env
  >;
  // @ts-expect-error CloudFormation carries text
  const number: EnvFor<'authorizer'> = { ...whole, AUDIT_RETENTION_DAYS: 1 };
  expect([forgotten, invented, number]).toHaveLength(3);
});

test('every function starts in a file that exists and bears its name', () => {
  for (const [name, { entry }] of Object.entries(FUNCTIONS)) {
    expect(entry).toBe(`lambda/${name}/index.ts`);
    expect(existsSync(entry)).toBe(true);
  }
});

test('no environment variable could hold a secret: names say what they name', () => {
  for (const { env } of Object.values(FUNCTIONS))
    for (const name of Object.keys(env)) expect(name).not.toMatch(/KEY$|TOKEN|PASSWORD|SECRET(?!_ID$)/);
});

test('outputs have different names', () => {
  expect(new Set(Object.values(OUTPUTS)).size).toBe(Object.keys(OUTPUTS).length);
});
