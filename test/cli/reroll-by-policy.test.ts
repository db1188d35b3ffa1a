import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { compactDecrypt } from 'jose';
import { JweSealer } from '../../lambda/adapters/jwe-sealer.ts';
import { hashClientKey } from '../../lambda/domain/client-key.ts';
import { readLineage } from '../../lambda/flows/read-lineage.ts';
import { ENFORCED } from '../support/fake-response.ts';
import { BESIDE, DECOY, responseWorld } from '../support/response-world.ts';
import { fakeGateway, run } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'handover-'));
afterAll(() => rmSync(folder, { recursive: true }));

const { publicKey, privateKey } = generateKeyPairSync('x25519');
const deliverTo = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const file = join(folder, 'handover.pem');
writeFileSync(file, deliverTo);

test('a thief uses the decoy, the key beside it is rerolled by policy, and what the page says to type yields the new key to its recipient alone', async () => {
  const sealer = JweSealer.for(deliverTo);
  if (typeof sealer === 'string') throw new Error(sealer);
  const stage = responseWorld();
  const policy = { ...ENFORCED, reroll: 'enforce', deliverTo } as const;
  const [event] = await stage.use('203.0.113.7');
  await stage.handle(event, { policy, sealer });

  const [page, ...further] = stage.pager.sent;
  expect(further).toEqual([]);
  const told = /keys reroll \S+ --grace 0 --request-token \S+ --deliver-to PUBLIC-KEY-FILE/.exec(
    page?.message ?? '',
  )?.[0];
  const gateway = fakeGateway();
  const opener = {
    ...gateway.opener,
    keys: async (connection: Parameters<typeof gateway.opener.keys>[0]) => ({
      ...(await gateway.opener.keys(connection)),
      registry: stage.registry,
    }),
  };
  const typed = (told ?? '').replace('PUBLIC-KEY-FILE', file).split(' ');
  const type = () => run({ opener }, ['--stage', 'prod', ...typed, '--json']);
  const answers = [await type(), await type()];
  const { current, before } = await readLineage(stage.registry, BESIDE);
  for (const { exitCode, stdout, stderr } of answers) {
    expect([exitCode, stderr]).toEqual([0, expect.any(String)]);
    const { sealed } = JSON.parse(stdout) as { readonly sealed: string };
    const { plaintext } = await compactDecrypt(sealed, privateKey);
    const key = Buffer.from(plaintext).toString('utf8');
    expect(hashClientKey(key)).toBe(current.keyHash);
    expect(page?.message).not.toContain(key);
  }
  // Fetching it made no further one, and the client's key before it is the only predecessor.
  expect([before.length, stage.registry.items.size]).toEqual([1, 2]);
  expect(page?.message).toContain(DECOY);
});
