import { inspect } from 'node:util';
import { expect, test } from '@jest/globals';
import { SIGNERS_MEMORY_MS } from '../../../contract/tokens.ts';
import { AwsCallError } from '../../../lambda/adapters/signed-call.ts';
import { currentSigningKey, signingVersions } from '../../../lambda/adapters/signing-secret.ts';
import { KID, TOKEN_NOW } from '../../support/token-makers.ts';

const D = Buffer.alloc(32, 7).toString('base64url');
const SET = JSON.stringify({ state: 'SET', kid: KID, d: D });

/** Secrets Manager as far as a rotation asks it. */
function setUp(secret = SET) {
  const state = { secret, broken: false, at: TOKEN_NOW.getTime(), current: 'v0' as string | undefined };
  const versions = new Map<string, string>();
  const asked: [string, Record<string, unknown>][] = [];
  const call = async (operation: string, input: unknown) => {
    const fields = input as Record<string, string>;
    asked.push([operation, fields]);
    if (state.broken) throw new AwsCallError('AccessDeniedException', false);
    if (operation === 'PutSecretValue')
      versions.set(String(fields['ClientRequestToken']), String(fields['SecretString']));
    if (operation === 'UpdateSecretVersionStage') state.current = fields['MoveToVersionId'];
    if (operation !== 'GetSecretValue') return {};
    if (fields['VersionStage'] === 'AWSCURRENT') {
      if (state.current === undefined) throw new AwsCallError('ResourceNotFoundException', false);
      return { VersionId: state.current };
    }
    const { VersionId } = fields;
    if (VersionId === undefined) return { SecretString: state.secret };
    if (!versions.has(VersionId)) throw new AwsCallError('ResourceNotFoundException', false);
    return { SecretString: versions.get(VersionId) };
  };
  const signing = currentSigningKey(call, 'signing', () => new Date(state.at));
  return { state, versions, asked, signing, rotation: signingVersions(call, 'signing') };
}

test('the signing key is read once a minute, and a later one is known after that minute', async () => {
  const { state, asked, signing } = setUp();
  expect((await signing.current())?.kid).toBe(KID);
  state.secret = JSON.stringify({ state: 'SET', kid: 'another', d: D });
  state.at += SIGNERS_MEMORY_MS - 1;
  expect([(await signing.current())?.kid, asked.length]).toEqual([KID, 1]);
  state.at += 1;
  expect([(await signing.current())?.kid, asked.length]).toEqual(['another', 2]);
});

test('what could not be read is never remembered: not a failure, not a damaged secret, not the key before it', async () => {
  const { state, signing } = setUp('{"state":"UNSET"}');
  expect(await signing.current()).toBeUndefined();
  state.secret = SET;
  expect((await signing.current())?.kid).toBe(KID);
  state.at += SIGNERS_MEMORY_MS;
  state.broken = true;
  await expect(signing.current()).rejects.toThrow('AccessDeniedException');
  state.broken = false;
  state.secret = SET.slice(0, -1);
  expect(await signing.current()).toBeUndefined();
});

test('a key that is known shows no byte of itself when it is printed', async () => {
  const signer = await setUp().signing.current();
  const all = inspect(signer, { depth: 9, showHidden: true }) + JSON.stringify(signer);
  for (const form of ['base64url', 'base64', 'hex'] as const)
    expect(all).not.toContain(Buffer.alloc(32, 7).toString(form).slice(0, 20));
});

test('a pending version is written under the rotation’s own token, so that writing it again is the same write', async () => {
  const { asked, rotation } = setUp();
  expect(await rotation.pending('v1')).toBeUndefined();
  await rotation.putPending('v1', { kid: KID, d: D });
  expect(asked.at(-1)).toEqual([
    'PutSecretValue',
    { SecretId: 'signing', ClientRequestToken: 'v1', SecretString: SET, VersionStages: ['AWSPENDING'] },
  ]);
  expect((await rotation.pending('v1'))?.kid).toBe(KID);
});

test('a version is promoted once, from whichever was current or from none, and again is no write', async () => {
  const { state, asked, rotation } = setUp();
  const writes = () => asked.filter(([operation]) => operation === 'UpdateSecretVersionStage');
  await rotation.promote('v1');
  await rotation.promote('v1');
  expect(writes().map(([, fields]) => fields)).toEqual([
    {
      SecretId: 'signing',
      VersionStage: 'AWSCURRENT',
      MoveToVersionId: 'v1',
      RemoveFromVersionId: 'v0',
    },
  ]);
  state.current = undefined;
  await rotation.promote('v2');
  expect(writes().at(-1)?.[1]).not.toHaveProperty('RemoveFromVersionId');
  expect(state.current).toBe('v2');
});

test('a refusal other than that there is no such version stops the rotation', async () => {
  const { state, rotation } = setUp();
  state.broken = true;
  await expect(rotation.pending('v1')).rejects.toThrow('AccessDeniedException');
  await expect(rotation.promote('v1')).rejects.toThrow('AccessDeniedException');
});
