import { inspect } from 'node:util';
import { expect, test } from '@jest/globals';
import { adminSecret } from '../../../lambda/adapters/admin-secret.ts';
import { AwsCallError } from '../../../lambda/adapters/signed-call.ts';

const holding = (SecretString: string | undefined) => adminSecret(async () => ({ SecretString }), 'arn');

test('the credential is the text of the secret, without the line break that a shell appends', async () => {
  expect((await holding('admin-credential-0001\n').read()).reveal()).toBe('admin-credential-0001');
  expect(inspect(await holding('admin-credential-0001').read())).not.toContain('0001');
});

test.each(['{"state":"UNSET"}', '', undefined, 'two words of it'])('%j is no credential', async (text) => {
  await expect(holding(text).read()).rejects.toMatchObject({ code: 'not_configured' });
});

test('a secret that cannot be read is another matter', async () => {
  const broken = adminSecret(async () => {
    throw new AwsCallError('AccessDeniedException', false);
  }, 'arn');
  await expect(broken.read()).rejects.toMatchObject({ code: 'unreachable' });
});
