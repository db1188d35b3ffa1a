import {
  GetObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { ArchivedName, SealedArchive } from '../flows/chain-ports.ts';
import { awsRefusal } from './aws-refusal.ts';
import { clientSettings, type OperatorConnection } from './operator-connection.ts';

/** The archive bucket through the SDK. Its own rules lock what is written; here is nothing that deletes. */
export class S3SealedArchive implements SealedArchive {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(connection: Partial<OperatorConnection>, bucket: string) {
    this.#client = new S3Client(clientSettings(connection));
    this.#bucket = bucket;
  }

  async put(object: string, bytes: Buffer): Promise<boolean> {
    const put = new PutObjectCommand({
      ...{ Bucket: this.#bucket, Key: object, Body: bytes, IfNoneMatch: '*' },
      ContentType: object.endsWith('.json') ? 'application/json' : 'application/octet-stream',
    });
    try {
      await this.#client.send(put);
      return true;
    } catch (error) {
      // 409: somebody else is writing it this moment, https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
      if (error instanceof S3ServiceException && [409, 412].includes(error.$metadata.httpStatusCode ?? 0))
        return false;
      throw awsRefusal('writing to the archive', error);
    }
  }

  async get(object: string): Promise<Buffer | undefined> {
    try {
      const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: object }));
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw awsRefusal('reading the archive', error);
    }
  }

  async *names(prefix: string): AsyncGenerator<ArchivedName> {
    let last: ArchivedName | undefined;
    for await (const object of this.#versions(prefix)) {
      if (last !== undefined && last.object !== object) yield last;
      last = { object, versions: last?.object === object ? last.versions + 1 : 1 };
    }
    if (last !== undefined) yield last;
  }

  /** A key for each version and each mark of a deletion, in order. */
  async *#versions(prefix: string): AsyncGenerator<string> {
    let [KeyMarker, VersionIdMarker]: (string | undefined)[] = [];
    do {
      const list = { Bucket: this.#bucket, Prefix: prefix, KeyMarker, VersionIdMarker };
      const page: ListObjectVersionsCommandOutput = await this.#client
        .send(new ListObjectVersionsCommand(list))
        .catch((error: unknown) => {
          throw awsRefusal('listing the archive', error);
        });
      yield* [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].map(({ Key = '' }) => Key).sort();
      KeyMarker = page.IsTruncated === true ? page.NextKeyMarker : undefined;
      VersionIdMarker = page.NextVersionIdMarker;
    } while (KeyMarker !== undefined);
  }
}
