import { Buffer } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { UpstreamSecretDocument } from '../../contract/secrets.ts';
import type { KeyItem } from '../../contract/tables.ts';
import type { AwsCall, CallCounts } from './stand-ins-protocol.ts';

/** Answers what the hot path asks of DynamoDB and Secrets Manager, at once and always well. Checks no signature. */
export class AwsStandIn {
  late: { readonly call: AwsCall | 'none'; readonly ms: number } = { call: 'none', ms: 0 };
  /** The plan of every key. */
  plan = 'basic';
  readonly #secret: string;
  #counts: Record<string, number> = {};

  constructor(upstreamUrl: string) {
    const document: UpstreamSecretDocument = {
      state: 'SET',
      apiKey: 'upstream-key-of-the-bench',
      boundTo: upstreamUrl,
    };
    this.#secret = JSON.stringify({
      SecretString: JSON.stringify(document),
      VersionId: 'version-of-the-bench',
    });
  }

  takeCounts(): CallCounts {
    const counts = this.#counts;
    this.#counts = {};
    return counts;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    const call = operation === 'PutItem' ? `PutItem ${kindOf(text)}` : operation;
    this.#counts[call] = (this.#counts[call] ?? 0) + 1;
    if (this.late.call === call) await wait(this.late.ms);
    const body = this.#bodyOf(operation, text);
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0', 'content-length': body.length });
    response.end(body);
  }

  #bodyOf(operation: string, text: string): Buffer {
    if (operation === 'GetItem')
      return Buffer.from(JSON.stringify({ Item: marshall(keyItem(text, this.plan)) }));
    return Buffer.from(operation === 'GetSecretValue' ? this.#secret : '{}');
  }
}

const kindOf = (text: string): string => /"kind":\{"S":"(\w+)"\}/.exec(text)?.[1] ?? 'unknown';

/** Every well-formed key is known here and opens everything. */
function keyItem(text: string, plan: string): KeyItem {
  const keyHash = /"keyHash":\{"S":"(\w+)"\}/.exec(text)?.[1] ?? '';
  return {
    keyHash,
    id: `key_${keyHash.slice(0, 20)}`,
    client: 'bench',
    products: ['gemini'],
    plan,
    state: 'active',
    usageKey: 'usage-key-of-the-bench',
    usageKeyId: 'abcde12345',
    expiresAtSeconds: 0,
    ips: [],
    note: '',
    createdAt: '2026-11-23T00:00:00.000Z',
    seal: '0'.repeat(64),
  };
}
