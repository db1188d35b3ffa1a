import { expect, test } from '@jest/globals';
import { labelFor } from '../../lambda/domain/rotation/version-label.ts';
import { OperatorWorld } from '../support/operator-world.ts';
import { type FakeGateway, fakeGateway, run, setGemini } from './support.ts';

const createdAt = new Date('2026-11-20T17:00:00Z');
const at = new Date('2026-11-23T12:00:00Z');

/** A key that has served for three days, and two before it. */
function settled(driver: 'manual' | 'openai-admin'): FakeGateway {
  const gateway = fakeGateway(new OperatorWorld(driver));
  const { secret, clock } = gateway.world.rotation;
  clock.advance(createdAt.getTime() - clock.now().getTime());
  for (const id of ['aaaaaaaa-1', 'bbbbbbbb-2', 'cccccccc-3']) secret.put(id, `value-of-${id}`, 'AWSCURRENT');
  clock.advance(3 * 86_400_000);
  setGemini(gateway, {
    state: 'set',
    versionId: 'cccccccc-3',
    createdAt,
    boundTo: 'https://gen.example.com',
  });
  return gateway;
}
const status = async (gateway: FakeGateway, line = 'status --json') =>
  (await run(gateway, `--stage prod upstreams ${line}`)).stdout;
const item = async (gateway: FakeGateway) => JSON.parse(await status(gateway)).items[0];

test('status shows state, version, age and binding, the driver, and when the key is due', async () => {
  const gateway = settled('manual');
  Object.assign(gateway.world.upstream.rotation, { keyDaysMax: 90 });
  expect(await item(gateway)).toEqual({
    ...{ name: 'gemini', mount: '/gemini', baseUrl: 'https://gen.example.com', state: 'set' },
    ...{ versionId: 'cccccccc-3', ageDays: 3, boundTo: 'https://gen.example.com' },
    ...{ driver: 'manual', schedule: null, nextRotationAt: '2027-02-18T17:00:00.000Z', overdue: false },
    ...{ lastRotation: null, lastProof: null, pending: null, incidents: [] },
    history: [
      expect.objectContaining({ versionId: 'aaaaaaaa-1', fate: 'forgotten' }),
      expect.objectContaining({ versionId: 'bbbbbbbb-2', fate: 'replaced', previous: true }),
      expect.objectContaining({ versionId: 'cccccccc-3', fate: 'current', since: createdAt.toISOString() }),
    ],
  });
  expect(await status(gateway, 'status')).toMatch(
    /^gemini +set +manual +cccccccc +3 d +due in 87 d +- +- +-$/m,
  );
});

test('a key that is older than it may become is overdue', async () => {
  const gateway = settled('manual');
  Object.assign(gateway.world.upstream.rotation, { keyDaysMax: 2 });
  expect(await item(gateway)).toMatchObject({ overdue: true });
  expect(await status(gateway, 'status')).toContain('overdue by 1 d');
});

test('status shows how the last rotation ended, what is pending and what became of the old keys', async () => {
  const gateway = settled('openai-admin');
  const { secret } = gateway.world.rotation;
  Object.assign(gateway.world.upstream.rotation, { schedule: { everyDays: 90 } });
  secret.notes['result'] = `failed ${at.toISOString()} dddddddd-4 rotation.unclear`;
  secret.notes['proof'] = `dead lag=1380s ${at.toISOString()} aaaaaaaa-1`;
  secret.put('dddddddd-4', 'value-of-the-next', 'AWSPENDING');
  for (const kind of ['compromised', 'retired', 'refused'] as const)
    await secret.attach(labelFor(kind, 'bbbbbbbb-2', at), 'bbbbbbbb-2');
  expect(await item(gateway)).toMatchObject({
    schedule: { everyDays: 90 },
    lastRotation: { outcome: 'failed', versionId: 'dddddddd-4', code: 'rotation.unclear' },
    lastProof: { outcome: 'dead', versionId: 'aaaaaaaa-1', lagSeconds: 1_380 },
    pending: { versionId: 'dddddddd-4' },
    incidents: ['bbbbbbbb-2'],
  });
  const line = await status(gateway, 'status');
  expect(line).toContain('failed 5 h ago (rotation.unclear)');
  expect(line).toContain('aaaaaaaa dead after 1380 s; bbbbbbbb LEAKED, refused');
  const record = await status(gateway, 'status gemini');
  expect(record).toMatch(/^schedule +every 90 days$/m);
  expect(record).toMatch(
    /^last proof +aaaaaaaa dead, 1380 s after its deletion, at 2026-11-23T12:00:00.000Z$/m,
  );
  expect(record).toMatch(/bbbbbbbb-2, refused since 2026-11-23T12:00:00.000Z, LEAKED, previous$/m);
});
