import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bucketTemplate } from '../support/bucket-template.ts';
import { callAws } from '../support/call-aws.ts';
import { type SmallRun, startSmall } from '../support/small-run.ts';

let small: SmallRun;
beforeAll(async () => {
  small = await startSmall(bucketTemplate());
});
afterAll(() => small.close());

const Bucket = (id: string): string => small.run.outputs[id] ?? '';
const at = (id: string, Key: string) => ({ Bucket: Bucket(id), Key });
const s3 = () => small.operator.s3;
const put = (id: string, Key: string, Body: string | Buffer, extra: Partial<PutObjectCommandInput> = {}) =>
  s3().send(new PutObjectCommand({ ...at(id, Key), Body, ...extra }));
const text = async (id: string, Key: string, extra: object = {}): Promise<string | undefined> =>
  (await s3().send(new GetObjectCommand({ ...at(id, Key), ...extra }))).Body?.transformToString();
const denied = { name: 'AccessDenied', $metadata: expect.objectContaining({ httpStatusCode: 403 }) };

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
test('an object comes back as it was put, whatever its key and bytes, with its type and metadata', async () => {
  const Key = 'a b/ü+%&=?#/../<x>.bin';
  const Body = Buffer.from([0, 10, 255, 13, 10]);
  const kept = { ContentType: 'application/x-thing', Metadata: { chain: 'head' } };
  const { ETag } = await put('Plain', Key, Body, kept);
  const got = await s3().send(new GetObjectCommand(at('Plain', Key)));
  expect(Buffer.from((await got.Body?.transformToByteArray()) ?? [])).toEqual(Body);
  const facts = { ...kept, ETag, ContentLength: 5, LastModified: new Date(small.clock.now()) };
  expect(got).toMatchObject(facts);
  expect(await s3().send(new HeadObjectCommand(at('Plain', Key)))).toMatchObject(facts);
  expect(got.VersionId).toBeUndefined();
  const { Contents } = await s3().send(new ListObjectsV2Command({ Bucket: Bucket('Plain'), Prefix: 'a b/' }));
  expect(Contents).toMatchObject([{ Key, Size: 5, ETag }]);
  await put('Plain', Key, 'again');
  expect(await text('Plain', Key)).toBe('again');
});

// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
test('a body that comes as a stream, in chunks with a trailing checksum, arrives without its frames', async () => {
  const parts = ['some', 'thing\r\n', 'more'];
  const Body = Readable.from(parts.map((part) => Buffer.from(part)));
  await s3().send(new PutObjectCommand({ ...at('Plain', 'stream'), Body, ContentLength: 15 }));
  expect(await text('Plain', 'stream')).toBe(parts.join(''));
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
test('a body that is not what its checksum says is BadDigest and is not kept', async () => {
  for (const wrong of [
    { ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' },
    { ChecksumSHA256: 'AAAA' },
    { ChecksumCRC32: 'AAAAAA==' },
  ])
    await expect(put('Plain', 'torn', 'x', wrong)).rejects.toMatchObject({ name: 'BadDigest' });
  await expect(text('Plain', 'torn')).rejects.toMatchObject({ name: 'NoSuchKey' });
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
test('of many writers that demand to be first, one is', async () => {
  const tries = await Promise.allSettled(
    Array.from({ length: 8 }, (_, i) => put('Plain', 'first', String(i), { IfNoneMatch: '*' })),
  );
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(tries.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } },
  });
  const { ETag } = await s3().send(new HeadObjectCommand(at('Plain', 'first')));
  await put('Plain', 'first', 'second', { IfMatch: ETag });
  await expect(put('Plain', 'first', 'third', { IfMatch: ETag })).rejects.toMatchObject({
    name: 'PreconditionFailed',
  });
});

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
test('a range is answered in part, and one beyond the end is refused', async () => {
  await put('Plain', 'digits', '0123456789');
  expect(await text('Plain', 'digits', { Range: 'bytes=2-4' })).toBe('234');
  expect(await text('Plain', 'digits', { Range: 'bytes=-3' })).toBe('789');
  await expect(text('Plain', 'digits', { Range: 'bytes=10-' })).rejects.toMatchObject({
    name: 'InvalidRange',
  });
  const { ETag } = await s3().send(new HeadObjectCommand(at('Plain', 'digits')));
  await expect(text('Plain', 'digits', { IfNoneMatch: ETag })).rejects.toMatchObject({
    $metadata: { httpStatusCode: 304 },
  });
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html
test('where versions are kept, every one stays readable, and a deletion is a mark that can be taken back', async () => {
  const versions = [];
  for (const body of ['one', 'two']) versions.push((await put('Versioned', 'k', body)).VersionId);
  const marker = await s3().send(new DeleteObjectCommand(at('Versioned', 'k')));
  expect(marker.DeleteMarker).toBe(true);
  await expect(text('Versioned', 'k')).rejects.toMatchObject({ name: 'NoSuchKey' });
  expect(await text('Versioned', 'k', { VersionId: versions[0] })).toBe('one');
  const listed = await s3().send(new ListObjectVersionsCommand({ Bucket: Bucket('Versioned') }));
  expect(listed.Versions?.map(({ VersionId }) => VersionId)).toEqual([versions[1], versions[0]]);
  expect(listed.DeleteMarkers).toMatchObject([{ VersionId: marker.VersionId, IsLatest: true }]);
  await s3().send(new DeleteObjectCommand({ ...at('Versioned', 'k'), VersionId: marker.VersionId }));
  expect(await text('Versioned', 'k')).toBe('two');
  await s3().send(new DeleteObjectCommand({ ...at('Versioned', 'k'), VersionId: versions[1] }));
  expect(await text('Versioned', 'k')).toBe('one');
  const told = await s3().send(new GetBucketVersioningCommand({ Bucket: Bucket('Versioned') }));
  expect(told.Status).toBe('Enabled');
});

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
test('a list goes in the order of bytes, in pages, and takes what has a beginning in common together', async () => {
  const keys = ['log/2026/a', 'log/2026/b', 'log/2027/a', 'log/z', 'log/é', 'other'];
  for (const key of [...keys].reverse()) await put('Keyed', key, key);
  const list = (extra: object) => s3().send(new ListObjectsV2Command({ Bucket: Bucket('Keyed'), ...extra }));
  const seen: unknown[] = [];
  let page = await list({ MaxKeys: 4 });
  seen.push(...(page.Contents ?? []).map(({ Key }) => Key));
  expect(page).toMatchObject({ KeyCount: 4, IsTruncated: true });
  page = await list({ MaxKeys: 4, ContinuationToken: page.NextContinuationToken });
  seen.push(...(page.Contents ?? []).map(({ Key }) => Key));
  expect(seen).toEqual(keys);
  const grouped = await list({ Prefix: 'log/', Delimiter: '/' });
  expect(grouped.CommonPrefixes).toEqual([{ Prefix: 'log/2026/' }, { Prefix: 'log/2027/' }]);
  expect(grouped.Contents?.map(({ Key, Size }) => [Key, Size])).toEqual([
    ['log/z', 5],
    ['log/é', 6],
  ]);
  expect((await list({ StartAfter: 'log/z' })).Contents).toHaveLength(2);
});

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html, "Permissions"
test('a function needs its role’s leave, and one that may not list does not learn that a key is missing', async () => {
  const { s3: own } = small.worker;
  await own.send(new PutObjectCommand({ ...at('Plain', 'mine'), Body: 'x' }));
  await own.send(new GetObjectCommand(at('Plain', 'mine')));
  await expect(own.send(new GetObjectCommand(at('Plain', 'none')))).rejects.toMatchObject(denied);
  await expect(own.send(new GetObjectCommand(at('Versioned', 'k')))).rejects.toMatchObject({
    ...denied,
    message: expect.stringMatching(/s3:GetObject on resource: arn:aws:s3:::\S+\/k because no identity-based/),
  });
  await expect(
    own.send(new GetObjectCommand({ ...at('Plain', 'mine'), VersionId: 'null' })),
  ).rejects.toMatchObject({ message: expect.stringContaining('s3:GetObjectVersion') });
  await expect(own.send(new ListObjectsV2Command({ Bucket: Bucket('Plain') }))).rejects.toMatchObject(denied);
  await expect(text('Plain', 'none')).rejects.toMatchObject({ name: 'NoSuchKey' });
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html
test('a bucket policy denies what the role allows, and counts this machine’s calls as if they came by TLS', async () => {
  const { s3: own } = small.worker;
  await own.send(new PutObjectCommand({ ...at('Guarded', 'k'), Body: 'x' }));
  await expect(own.send(new DeleteObjectCommand(at('Guarded', 'k')))).rejects.toMatchObject({
    ...denied,
    message: expect.stringContaining('with an explicit deny in a resource-based policy'),
  });
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
test('a bucket under a key of its own is closed to a role that may not use the key', async () => {
  const { s3: own } = small.worker;
  await expect(own.send(new PutObjectCommand({ ...at('Keyed', 'k'), Body: 'x' }))).rejects.toMatchObject({
    ...denied,
    message: expect.stringContaining('kms:GenerateDataKey'),
  });
  await put('Keyed', 'k', 'x');
  await expect(own.send(new GetObjectCommand(at('Keyed', 'k')))).rejects.toMatchObject({
    message: expect.stringContaining('kms:Decrypt'),
  });
});

test('what S3 has and the run has not is NotImplemented, not taken for something else', async () => {
  for (const [method, path] of [
    ['PUT', `/${Bucket('Plain')}/k?acl`],
    ['POST', `/${Bucket('Plain')}/k?uploads`],
    ['DELETE', `/${Bucket('Plain')}`],
    ['GET', `/${Bucket('Plain')}?policy`],
  ] as const) {
    const { status, text: body } = await callAws(small.run, 's3', path, { method });
    expect([status, body]).toEqual([501, expect.stringContaining('<Code>NotImplemented</Code>')]);
  }
  await expect(s3().send(new HeadBucketCommand({ Bucket: 'none' }))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 404 },
  });
});
