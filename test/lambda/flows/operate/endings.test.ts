import { expect, test } from '@jest/globals';
import { Secret } from '../../../../lambda/domain/secret.ts';
import { putPendingKey } from '../../../../lambda/flows/put-pending-key.ts';
import { type RotationWish, rotateUpstream } from '../../../../lambda/flows/rotate-upstream.ts';
import { setAdminKey } from '../../../../lambda/flows/set-admin-key.ts';
import { OperatorWorld } from '../../../support/operator-world.ts';
import { MINUTE } from '../../../support/rotation-world.ts';

const NEW_KEY = 'value-put-by-an-operator';
const WAIT = { wait: true, waitMs: 30 * MINUTE, replace: false };

async function started(...given: ConstructorParameters<typeof OperatorWorld>): Promise<OperatorWorld> {
  const world = new OperatorWorld(...given);
  await world.start();
  world.rotation.clock.advance(MINUTE);
  return world;
}
const rotate = (world: OperatorWorld, wish: Partial<RotationWish> = {}, waitMs = 30 * MINUTE) =>
  rotateUpstream(
    world.ports(),
    'api',
    world.upstream,
    { mode: 'rotate', token: 'token-of-a-rotation', wait: true, ...wish } as RotationWish,
    { waitMs, reason: 'as a test' },
  );
const put = (world: OperatorWorld, text: string, wish = {}) =>
  putPendingKey(world.ports(), 'api', world.upstream, new Secret(text, 'test'), { ...WAIT, ...wish });

test('a rotation that is not waited for is under way, and says which version it makes', async () => {
  const world = await started('openai-admin');
  const { end } = await rotate(world, { wait: false });
  expect(end).toEqual({ do: 'end', as: 'under-way', versionId: 'token-of-a-rotation' });
});

test('a key that the upstream refuses for good ends the command with the reason, and the current key serves on', async () => {
  const world = await started('openai-admin');
  world.rotation.provider.refusesNew = true;
  const { end } = await rotate(world);
  expect(end).toMatchObject({ as: 'refused', code: 'rotation.key_refused' });
  expect(world.rotation.secret.current()?.id).toBe('version-0');
});

test('an emergency whose new key is refused leaves the label, and a second run asks for another rotation', async () => {
  const world = await started('openai-admin');
  const wish = { mode: 'emergency', leaked: 'version-0', secretArn: 'arn:api', wait: false } as const;
  world.rotation.provider.refusesNew = true;
  expect((await rotate(world, wish)).end).toMatchObject({ as: 'refused', code: 'rotation.key_refused' });
  world.rotation.provider.refusesNew = false;
  expect((await rotate(world, wish)).end).toMatchObject({ as: 'open', versionId: 'version-0' });
  expect(world.rotation.secret.current()?.id).not.toBe('version-0');
});

test('a rotation that is under way is taken up and not begun twice', async () => {
  const world = await started('openai-admin');
  world.broken = true;
  await rotate(world, { wait: false });
  await world.settle();
  world.broken = false;
  const { end } = await rotate(world, { token: 'another-token' });
  expect(end).toMatchObject({ as: 'promoted', versionId: 'token-of-a-rotation' });
  expect(world.rotation.provider.made).toHaveLength(2);
});

test('a wait ends when its time is up, and what was begun is told', async () => {
  const world = await started('openai-admin');
  world.broken = true;
  const { end } = await rotate(world, {}, 5 * MINUTE);
  expect(end).toEqual({ do: 'end', as: 'unfinished', versionId: 'token-of-a-rotation' });
  expect(world.records.items.at(-1)).toMatchObject({ phase: 'done', after: { result: 'unfinished' } });
});

test('a leaked key that lives on after its deletion keeps the incident open for as long', async () => {
  const world = await started('openai-admin', { lingerMs: 23 * MINUTE });
  const wish = { mode: 'emergency', leaked: 'version-0', secretArn: 'arn:api', wait: true } as const;
  const { end } = await rotate(world, wish, 15 * MINUTE);
  expect(end.as).toBe('unfinished');
  const { end: later, story } = await rotate(world, wish, 60 * MINUTE);
  expect(later.as).toBe('proven');
  expect(story.notes.proof).toMatch(/^dead lag=1[34]\d\ds /);
  expect(world.rotation.metrics.counted).toContain('OldUpstreamKeyAlive');
});

test('the record of an emergency names who did what to which version, and why', async () => {
  const world = await started('openai-admin');
  await rotate(world, { mode: 'emergency', leaked: 'version-0', secretArn: 'arn:api', wait: false });
  expect(
    world.records.items.map(({ action, phase, before, after }) => [action, phase, before, after]),
  ).toEqual([
    [
      'upstreams.rotate',
      'begun',
      { mode: 'emergency', current: 'version-0', leaked: 'version-0', reason: 'as a test' },
      undefined,
    ],
    ['upstreams.rotate', 'done', expect.anything(), expect.objectContaining({ result: 'open' })],
  ]);
});

test('nothing is done that cannot be recorded', async () => {
  const world = await started('openai-admin');
  world.records.broken.add('begun');
  await expect(rotate(world)).rejects.toMatchObject({ code: 'aws.refused' });
  expect(world.rotation.secret.held).toHaveLength(1);
});

test('where an operator makes the keys, a rotation without one needs one', async () => {
  const world = await started('manual');
  expect((await rotate(world)).end.as).toBe('needs-key');
  const wish = { mode: 'emergency', leaked: 'version-0', secretArn: 'arn:api', wait: false } as const;
  expect((await rotate(world, wish)).end.as).toBe('needs-key');
});

test('a leaked key that an operator replaces is retired without a grace, and proven dead once it is deleted', async () => {
  const world = await started('manual');
  const wish = { mode: 'emergency', leaked: 'version-0', secretArn: 'arn:api', wait: true } as const;
  await rotate(world, wish);
  world.made(NEW_KEY);
  expect((await put(world, NEW_KEY)).end.as).toBe('promoted');
  expect((await rotate(world, { ...wish, wait: false })).end.as).toBe('open');
  const [old] = world.rotation.provider.made;
  if (old !== undefined) old.deletedAt = world.rotation.clock.now();
  expect((await rotate(world, wish)).end.as).toBe('proven');
});

test('a pending key that the upstream refuses is taken back, and says so', async () => {
  const world = await started('manual');
  world.rotation.provider.refusesNew = true;
  world.made(NEW_KEY);
  await world.rotation.provider.mint('refused'); // from here on keys are refused
  const text = world.rotation.provider.made.at(-1)?.text ?? '';
  const { end, versionId } = await put(world, text);
  expect(end).toMatchObject({ as: 'refused', code: 'rotation.key_refused' });
  expect(world.story().versions.find(({ id }) => id === versionId)?.stages).toEqual([]);
});

test('rotations one after the other end before the labels do: the last is refused before it makes a key, with the time, and an emergency still passes', async () => {
  const world = await started('openai-admin');
  let done = 0;
  const next = () => rotate(world, { token: `token-of-rotation-number-${done}-of-many` });
  const refusal = await (async () => {
    for (; done < 25; done += 1) await next();
  })().catch((error: unknown) => error);
  expect(done).toBeGreaterThan(10);
  expect(refusal).toMatchObject({
    code: 'upstream.crowded',
    fix: expect.stringMatching(/after 20\d\d-.*Z at/),
  });
  expect(world.rotation.provider.made).toHaveLength(1 + done);
  const leaked = world.rotation.secret.current()?.id ?? '';
  const emergency = { mode: 'emergency', leaked, secretArn: 'arn:api', wait: false } as const;
  expect((await rotate(world, emergency)).end.as).toBe('open');
});

test('of two who put the same key at the same moment both are told that it serves', async () => {
  const world = await started('manual');
  world.made(NEW_KEY);
  const both = await Promise.all([put(world, NEW_KEY), put(world, NEW_KEY)]);
  expect(both.map(({ end }) => end.as)).toEqual(['promoted', 'promoted']);
  const current = world.rotation.secret.current()?.id;
  expect(both.map(({ versionId }) => versionId)).toEqual([current, current]);
});

test('a second pending key is refused, until it is said that it takes the place of the first', async () => {
  const world = await started('manual');
  world.broken = true;
  const first = await put(world, 'value-put-at-first', { wait: false });
  expect(first.end.as).toBe('under-way');
  await expect(put(world, NEW_KEY)).rejects.toMatchObject({
    code: 'upstream.pending',
    fix: expect.stringContaining('--replace'),
  });
  const second = await put(world, NEW_KEY, { wait: false, replace: true });
  const pending = world.story().versions.filter(({ stages }) => stages.includes('AWSPENDING'));
  expect(pending.map(({ id }) => id)).toEqual([second.versionId]);
});

test('a key that was replaced is not new, and is not put again', async () => {
  const world = await started('manual');
  world.made(NEW_KEY);
  await put(world, NEW_KEY);
  const again = put(world, 'value-of-key-number-1');
  await expect(again).rejects.toMatchObject({
    code: 'input.refused',
    fix: expect.stringContaining('--rollback'),
  });
  await expect(again).rejects.not.toThrow('value-of-key-number-1');
});

test('where a driver makes the keys, none is put beside them', async () => {
  const world = await started('openai-admin');
  await expect(put(world, NEW_KEY)).rejects.toMatchObject({ code: 'upstream.unfit' });
  expect(world.records.items).toEqual([]);
});

test('a text that cannot be a key changes nothing and is not repeated', async () => {
  const world = await started('manual');
  const attempt = put(world, 'two words');
  await expect(attempt).rejects.toMatchObject({ code: 'input.refused' });
  await expect(attempt).rejects.not.toThrow('two words');
  expect(world.rotation.secret.held).toHaveLength(1);
});

test('an upstream without a key has nothing to rotate, to put or to administer', async () => {
  const world = new OperatorWorld('google-wif');
  const secret = new Secret('sk-admin-0123456789', 'test');
  const attempts = [
    rotate(world),
    put(world, NEW_KEY),
    setAdminKey(world.ports(), 'api', world.upstream, secret),
  ];
  for (const attempt of await Promise.allSettled(attempts))
    expect(attempt).toMatchObject({ status: 'rejected', reason: { code: 'upstream.keyless' } });
});

test('a stage without a rotation function says so before anything is changed', async () => {
  const world = await started('manual');
  const { functionName: _none, ...rotation } = world.upstream.rotation;
  const attempt = putPendingKey(
    world.ports(),
    'api',
    { ...world.upstream, rotation },
    new Secret(NEW_KEY, 'test'),
    WAIT,
  );
  await expect(attempt).rejects.toMatchObject({ code: 'upstream.unrotated' });
  expect(world.rotation.secret.held).toHaveLength(1);
});
