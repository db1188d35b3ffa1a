import { Buffer } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { UpstreamSecretDocument } from '../../contract/secrets.ts';
import type { MintedItem } from '../../contract/token-tables.ts';
import { benchKeyItem } from '../subjects/bench-key-item.ts';
import { BENCH_SIGNERS } from '../subjects/bench-token.ts';
import { TABLES } from '../workspace/stage.ts';
import type { AwsCall, CallCounts } from './stand-ins-protocol.ts';

/** Answers what the hot path asks of DynamoDB and Secrets Manager, at once and always well. Checks no signature. */
export class AwsStandIn {
  late: { readonly call: AwsCall | 'none'; readonly ms: number } = { call: 'none', ms: 0 };
  /** The plan of every key. */
  plan = 'basic';
  /** By token id: what the mint has written. */
  readonly minted = new Map<string, MintedItem>();
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
    if (operation === 'GetItem') {
      const item = this.#itemOf(text);
      return Buffer.from(JSON.stringify(item === undefined ? {} : { Item: marshall(item) }));
    }
    return Buffer.from(operation === 'GetSecretValue' ? this.#secret : '{}');
  }

  #itemOf(text: string): object | undefined {
    const { TableName, Key } = JSON.parse(text) as GetItemInput;
    if (TableName === TABLES.keys) return benchKeyItem(Key['keyHash']?.S ?? '', this.plan);
    if (TableName === TABLES.signers) return BENCH_SIGNERS;
    return TableName === TABLES.minted ? this.minted.get(Key['jti']?.S ?? '') : undefined;
  }
}

interface GetItemInput {
  readonly TableName: string;
  readonly Key: Readonly<Record<string, { readonly S?: string }>>;
}

const kindOf = (text: string): string => /"kind":\{"S":"(\w+)"\}/.exec(text)?.[1] ?? 'unknown';
