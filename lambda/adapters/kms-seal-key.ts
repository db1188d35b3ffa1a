import { createPublicKey } from 'node:crypto';
import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { SEAL_ALGORITHM } from '../../contract/audit-chain.ts';
import { sha256 } from '../domain/chain/links.ts';
import type { SealKey } from '../flows/chain-ports.ts';
import { awsRefusal } from './aws-refusal.ts';
import { clientSettings, type OperatorConnection } from './operator-connection.ts';

/** The signing key in KMS: what is private never leaves it, and a text goes there as its digest only. */
export class KmsSealKey implements SealKey {
  readonly id: string;
  readonly #client: KMSClient;
  #pem: Promise<string> | undefined;

  constructor(connection: Partial<OperatorConnection>, arn: string) {
    this.id = arn;
    this.#client = new KMSClient(clientSettings(connection));
  }

  async sign(text: string): Promise<Buffer> {
    const sign = new SignCommand({
      ...{ KeyId: this.id, Message: sha256(text), MessageType: 'DIGEST' },
      SigningAlgorithm: SEAL_ALGORITHM,
    });
    try {
      const { Signature } = await this.#client.send(sign);
      return Buffer.from(Signature ?? []);
    } catch (error) {
      throw awsRefusal('signing the manifest', error);
    }
  }

  publicKey(): Promise<string> {
    this.#pem ??= this.#read().catch((error: unknown) => {
      this.#pem = undefined;
      throw error;
    });
    return this.#pem;
  }

  async #read(): Promise<string> {
    try {
      const { PublicKey } = await this.#client.send(new GetPublicKeyCommand({ KeyId: this.id }));
      const key = createPublicKey({ key: Buffer.from(PublicKey ?? []), format: 'der', type: 'spki' });
      return key.export({ format: 'pem', type: 'spki' }).toString();
    } catch (error) {
      throw awsRefusal('reading the public key of the chain', error);
    }
  }
}
