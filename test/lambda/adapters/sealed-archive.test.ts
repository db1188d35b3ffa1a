import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { S3SealedArchive } from '../../../lambda/adapters/s3-sealed-archive.ts';
import { bucketTemplate } from '../../local/support/bucket-template.ts';
import { type SmallRun, startSmall } from '../../local/support/small-run.ts';
import { sealedArchiveSuite } from '../../support/sealed-archive-suite.ts';

let small: SmallRun;
beforeAll(async () => {
  small = await startSmall(bucketTemplate());
});
afterAll(() => small.close());

const connection = () => ({
  region: small.run.region,
  endpoint: small.run.awsEndpoint,
  credentials: { accessKeyId: 'OPERATOR', secretAccessKey: 'not-a-secret' },
});

describe('the archive in S3', () => {
  const Bucket = () => small.run.outputs['Archive'] ?? '';
  sealedArchiveSuite(
    () => new S3SealedArchive(connection(), Bucket()),
    async (Key, Body) => {
      const where = { Bucket: Bucket(), Key };
      if (Body === undefined) await small.operator.s3.send(new DeleteObjectCommand(where));
      else await small.operator.s3.send(new PutObjectCommand({ ...where, Body }));
    },
  );
});

test('a refusal of S3 is told without what was sent', async () => {
  const archive = new S3SealedArchive(connection(), 'no-such-bucket');
  await expect(archive.put('records/x', Buffer.from('secret'))).rejects.toMatchObject({
    code: 'aws.refused',
  });
  await expect(archive.get('records/x')).rejects.toMatchObject({ code: 'aws.refused' });
});
