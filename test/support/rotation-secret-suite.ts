import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { Secret } from '../../lambda/domain/secret.ts';
import type { RotationSecret } from '../../lambda/flows/rotation-ports.ts';

/** What a suite needs besides the secret that it is about. */
export interface SecretAtHand {
  readonly secret: RotationSecret;
  /** What `RotateSecret` does before the first step. */
  begin(token: string): Promise<void>;
  /** What `PutSecretValue` does, with a key that an operator has. */
  put(id: string, key: string, stage: 'AWSCURRENT' | 'AWSPENDING'): Promise<void>;
  readonly notes: () => Promise<Readonly<Record<'result' | 'proof', string | undefined>>>;
}

const key = (text: string) => new Secret(text, 'test');

/** What every secret of a rotation promises; `fresh` gives one that holds no key yet. */
export function rotationSecretSuite(fresh: () => Promise<SecretAtHand>): void {
  const stagesOf = async ({ secret }: SecretAtHand, id: string) =>
    [...((await secret.versions()).find((version) => version.id === id)?.stages ?? [])].sort();

  test('the version of a rotation that has just begun is pending and empty', async () => {
    const at = await fresh();
    const [first, next] = [randomUUID(), randomUUID()];
    await at.put(first, 'operators-key-0001', 'AWSCURRENT');
    await at.begin(next);
    expect([await stagesOf(at, first), await stagesOf(at, next)]).toEqual([['AWSCURRENT'], ['AWSPENDING']]);
    expect(await at.secret.read(next)).toBeUndefined();
    expect((await at.secret.read(first))?.keyId).toBeUndefined();
  });

  test('what is recorded is read with the provider’s id, once more is fine, and another key comes too late', async () => {
    const at = await fresh();
    const [first, next] = [randomUUID(), randomUUID()];
    await at.put(first, 'operators-key-0001', 'AWSCURRENT');
    await at.begin(next);
    expect(await at.secret.record(next, key('new-upstream-key-1'), 'id-1')).toBe('recorded');
    expect(await at.secret.record(next, key('new-upstream-key-1'), 'id-1')).toBe('recorded');
    expect(await at.secret.record(next, key('new-upstream-key-2'), 'id-2')).toBe('taken');
    const held = await at.secret.read(next);
    expect([held?.secret.reveal(), held?.keyId]).toEqual(['new-upstream-key-1', 'id-1']);
  });

  test('a promotion makes the one before the previous one, may be repeated, and is refused when another version is current', async () => {
    const at = await fresh();
    const [first, next, third] = [randomUUID(), randomUUID(), randomUUID()];
    await at.put(first, 'operators-key-0001', 'AWSCURRENT');
    await at.begin(next);
    await at.secret.record(next, key('new-upstream-key-1'), 'id-1');
    await at.secret.promote(next, first);
    await at.secret.promote(next, first);
    expect(await stagesOf(at, first)).toEqual(['AWSPREVIOUS']);
    expect(await stagesOf(at, next)).toContain('AWSCURRENT');
    await at.begin(third);
    await at.secret.record(third, key('new-upstream-key-2'), 'id-2');
    await expect(at.secret.promote(third, first)).rejects.toThrow();
    expect(await stagesOf(at, next)).toContain('AWSCURRENT');
    await at.secret.promote(third, next);
    // Without a label, and still there to be read by whoever proves its key dead.
    expect(await stagesOf(at, first)).toEqual([]);
    expect((await at.secret.read(first))?.secret.reveal()).toBe('operators-key-0001');
  });

  test('labels come and go one by one, as often as they are asked to, and no label is taken from another version', async () => {
    const at = await fresh();
    const [first, next] = [randomUUID(), randomUUID()];
    await at.put(first, 'operators-key-0001', 'AWSCURRENT');
    await at.begin(next);
    for (let twice = 0; twice < 2; twice += 1) await at.secret.attach('sallyport-replaced-1-abc', first);
    await at.secret.attach('sallyport-retired-2-abc', first);
    await expect(at.secret.attach('sallyport-replaced-1-abc', next)).rejects.toThrow();
    for (let twice = 0; twice < 2; twice += 1) await at.secret.detach('sallyport-replaced-1-abc', first);
    expect(await stagesOf(at, first)).toEqual(['AWSCURRENT', 'sallyport-retired-2-abc']);
    await at.secret.detach('AWSPENDING', next);
    expect(await stagesOf(at, next)).toEqual([]);
  });

  test('a secret has twenty labels and no more', async () => {
    const at = await fresh();
    const first = randomUUID();
    await at.put(first, 'operators-key-0001', 'AWSCURRENT');
    const labels = (await at.secret.versions()).flatMap(({ stages }) => stages).length;
    for (let n = labels; n < 20; n += 1) await at.secret.attach(`sallyport-replaced-${n}-abc`, first);
    await expect(at.secret.attach('sallyport-replaced-20-abc', first)).rejects.toThrow();
  });

  test('what an operator put as pending is read like any other key, and its last facts are kept beside it', async () => {
    const at = await fresh();
    const [first, next] = [randomUUID(), randomUUID()];
    await at.put(first, 'operators-key-0001', 'AWSCURRENT');
    await at.put(next, 'operators-key-0002', 'AWSPENDING');
    expect((await at.secret.read(next))?.secret.reveal()).toBe('operators-key-0002');
    await at.secret.note('result', 'succeeded 2026-11-26T12:00:00.000Z v1');
    await at.secret.note('result', `failed 2026-11-26T12:00:00.000Z ${next} rotation.key_refused`);
    await at.secret.note('proof', 'dead lag=12s 2026-11-26T12:00:00.000Z v1');
    expect(await at.notes()).toEqual({
      result: `failed 2026-11-26T12:00:00.000Z ${next} rotation.key_refused`,
      proof: 'dead lag=12s 2026-11-26T12:00:00.000Z v1',
    });
  });
}
