import {
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectLegalHoldCommand,
  GetObjectLockConfigurationCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  PutObjectLegalHoldCommand,
  PutObjectRetentionCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runAssembly } from '../../../local/run-assembly.ts';
import { bucketTemplate } from '../support/bucket-template.ts';
import { clients } from '../support/clients.ts';
import { type SmallRun, startSmall } from '../support/small-run.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { writeAssembly } from '../support/write-assembly.ts';

let small: SmallRun;
beforeAll(async () => {
  small = await startSmall(bucketTemplate());
});
afterAll(() => small.close());

const DAY = 86_400_000;
const Bucket = (id: string): string => small.run.outputs[id] ?? '';
const PAST = { ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: new Date(0) } as const;
const inDays = (days: number): Date => new Date(small.clock.now() + days * DAY);
const s3 = () => small.operator.s3;
const locked = {
  name: 'AccessDenied',
  message: 'Access Denied because object protected by object lock.',
};
const BypassGovernanceRetention = true;

/** Puts an object and names its version. */
const put = async (id: string, Key: string, extra: Partial<PutObjectCommandInput> = {}) => {
  const { VersionId } = await s3().send(
    new PutObjectCommand({ Bucket: Bucket(id), Key, Body: Key, ...extra }),
  );
  return { Bucket: Bucket(id), Key, VersionId };
};
const lock = (ObjectLockMode: 'COMPLIANCE' | 'GOVERNANCE', days: number) => ({
  ObjectLockMode,
  ObjectLockRetainUntilDate: inDays(days),
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html#object-lock-retention-modes
test('nobody deletes or unlocks a version under compliance before its time, and anybody may after', async () => {
  const version = await put('Locked', 'compliance', lock('COMPLIANCE', 10));
  const attempts = [
    new DeleteObjectCommand(version),
    new DeleteObjectCommand({ ...version, BypassGovernanceRetention }),
    new PutObjectRetentionCommand({
      ...version,
      BypassGovernanceRetention,
      Retention: { Mode: 'COMPLIANCE', RetainUntilDate: inDays(9) },
    }),
    new PutObjectRetentionCommand({
      ...version,
      BypassGovernanceRetention,
      Retention: { Mode: 'GOVERNANCE', RetainUntilDate: inDays(20) },
    }),
    new PutObjectRetentionCommand({ ...version, BypassGovernanceRetention, Retention: {} }),
  ];
  for (const attempt of attempts) await expect(s3().send(attempt as never)).rejects.toMatchObject(locked);
  const Retention = { Mode: 'COMPLIANCE' as const, RetainUntilDate: inDays(12) };
  await s3().send(new PutObjectRetentionCommand({ ...version, Retention }));
  expect((await s3().send(new GetObjectRetentionCommand(version))).Retention).toEqual(Retention);
  await small.clock.advance(11 * DAY);
  await expect(s3().send(new DeleteObjectCommand(version))).rejects.toMatchObject(locked);
  await small.clock.advance(DAY);
  await s3().send(new DeleteObjectCommand(version));
  await expect(s3().send(new HeadObjectCommand(version))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 404 },
  });
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html#object-lock-retention-modes
test('governance yields only to who asks to bypass it and may', async () => {
  const version = await put('Locked', 'governance', lock('GOVERNANCE', 10));
  await expect(s3().send(new DeleteObjectCommand(version))).rejects.toMatchObject(locked);
  const bypass = new DeleteObjectCommand({ ...version, BypassGovernanceRetention });
  await expect(small.worker.s3.send(bypass)).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining('s3:BypassGovernanceRetention'),
  });
  const Retention = { Mode: 'GOVERNANCE' as const, RetainUntilDate: inDays(1) };
  const shorten = { ...version, Retention };
  await expect(s3().send(new PutObjectRetentionCommand(shorten))).rejects.toMatchObject(locked);
  await s3().send(new PutObjectRetentionCommand({ ...shorten, BypassGovernanceRetention }));
  await s3().send(bypass);
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html#object-lock-legal-holds
test('a legal hold has no end but its release, whatever is bypassed', async () => {
  const version = await put('Locked', 'held', { ObjectLockLegalHoldStatus: 'ON' });
  await small.clock.advance(400 * DAY);
  const bypass = new DeleteObjectCommand({ ...version, BypassGovernanceRetention });
  await expect(s3().send(bypass)).rejects.toMatchObject(locked);
  expect((await s3().send(new GetObjectLegalHoldCommand(version))).LegalHold).toEqual({ Status: 'ON' });
  await s3().send(new PutObjectLegalHoldCommand({ ...version, LegalHold: { Status: 'OFF' } }));
  await s3().send(new DeleteObjectCommand(version));
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
test('deleting without a version, or writing again, hides a locked version and does not touch it', async () => {
  const version = await put('Locked', 'hidden', lock('COMPLIANCE', 10));
  await s3().send(new DeleteObjectCommand({ Bucket: version.Bucket, Key: version.Key }));
  await put('Locked', 'hidden', { Body: 'other' });
  const kept = await s3().send(new GetObjectCommand(version));
  expect(await kept.Body?.transformToString()).toBe('hidden');
  expect(kept.ObjectLockMode).toBe('COMPLIANCE');
});

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLockConfiguration.html
test('a bucket’s default retention locks every new version', async () => {
  const version = await put('Archive', 'default');
  const { ObjectLockConfiguration } = await s3().send(
    new GetObjectLockConfigurationCommand({ Bucket: version.Bucket }),
  );
  expect(ObjectLockConfiguration).toEqual({
    ObjectLockEnabled: 'Enabled',
    Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 30 } },
  });
  const { Retention } = await s3().send(new GetObjectRetentionCommand(version));
  expect(Retention).toEqual({ Mode: 'COMPLIANCE', RetainUntilDate: inDays(30) });
  await expect(s3().send(new DeleteObjectCommand(version))).rejects.toMatchObject(locked);
});

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html#API_PutObject_RequestSyntax
test.each([
  ['in a bucket without locks', 'Plain', { ObjectLockLegalHoldStatus: 'ON' }, 'InvalidRequest'],
  ['until a day that has passed', 'Locked', PAST, 'InvalidArgument'],
  ['without a day', 'Locked', { ObjectLockMode: 'COMPLIANCE' }, 'InvalidArgument'],
] as const)('a lock %s is refused', async (_, id, extra, name) => {
  await expect(put(id, 'refused', extra)).rejects.toMatchObject({ name });
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html#object-lock-managing-perms
test('to lock what it writes a function needs the right to lock, besides that to write', async () => {
  const asked = { Bucket: Bucket('Locked'), Key: 'worker', Body: 'x' };
  await small.worker.s3.send(new PutObjectCommand(asked));
  await expect(
    small.worker.s3.send(new PutObjectCommand({ ...asked, ...lock('GOVERNANCE', 1) })),
  ).rejects.toMatchObject({ message: expect.stringContaining('s3:PutObjectRetention') });
});

test('objects, versions and locks outlive the run', async () => {
  const folder = temporaryFolder();
  const { Resources } = bucketTemplate() as { Resources: Record<string, unknown> };
  for (const name of ['Worker', 'WorkerPermission', 'Any', 'AnyMethod']) delete Resources[name];
  const Outputs = { Locked: { Value: { Ref: 'Locked' } } };
  const assemblyDir = writeAssembly(`${folder.path}/cdk.out`, { Resources, Outputs });
  const options = { assemblyDir, stateDir: `${folder.path}/state`, port: 0 };
  const first = await runAssembly(options);
  const asked = { Bucket: first.outputs['Locked'], Key: 'kept', Body: 'kept' };
  const until = {
    ObjectLockMode: 'COMPLIANCE' as const,
    ObjectLockRetainUntilDate: new Date(Date.now() + DAY),
  };
  const { VersionId } = await clients(first).s3.send(new PutObjectCommand({ ...asked, ...until }));
  await clients(first).s3.send(new DeleteObjectCommand({ Bucket: asked.Bucket, Key: asked.Key }));
  await first.close();
  const second = await runAssembly(options);
  const { s3: after } = clients(second);
  const version = { Bucket: asked.Bucket, Key: asked.Key, VersionId };
  expect(await (await after.send(new GetObjectCommand(version))).Body?.transformToString()).toBe('kept');
  await expect(after.send(new DeleteObjectCommand(version))).rejects.toMatchObject(locked);
  await expect(
    after.send(new GetObjectCommand({ Bucket: asked.Bucket, Key: asked.Key })),
  ).rejects.toMatchObject({ name: 'NoSuchKey' });
  await second.close();
  folder.remove();
});
