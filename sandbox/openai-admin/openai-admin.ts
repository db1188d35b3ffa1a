import { randomBytes } from 'node:crypto';
import { bearerOf, type JsonAnswer, type JsonApi, type JsonCall, objectOf } from '../stand-in/json-call.ts';

export interface OpenAiAdminOptions {
  readonly now: () => Date;
  readonly project: string;
  readonly propagationMs?: number;
  readonly deletionLagMs?: number;
}

export interface OpenAiAccount {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  deletedAt: number | undefined;
}

export interface OpenAiAdminSandbox {
  readonly api: JsonApi;
  /** Random, made at start; the only admin key that is accepted here. */
  readonly adminKey: string;
  /** Whether the API would take this key now. */
  accepts(key: string): boolean;
  readonly accounts: readonly OpenAiAccount[];
}

const error = (status: number, message: string, code: string | null): JsonAnswer => ({
  status,
  json: { error: { message, type: 'invalid_request_error', param: null, code } },
});

/** OpenAI's admin API for the service accounts of one project (https://platform.openai.com/docs/api-reference/project-service-accounts). */
export function openAiAdmin(options: OpenAiAdminOptions): OpenAiAdminSandbox {
  const adminKey = `sk-admin-${randomBytes(48).toString('base64url')}`;
  const accounts: OpenAiAccount[] = [];
  const root = `/v1/organization/projects/${options.project}/service_accounts`;
  const seconds = () => options.now().getTime() / 1_000;
  const listed = (account: OpenAiAccount) => ({
    object: 'organization.project.service_account',
    id: account.id,
    name: account.name,
    role: 'member',
    created_at: Math.floor(account.createdAt),
  });

  const create = (call: JsonCall): JsonAnswer => {
    const { name, expires_in_seconds: expires } = objectOf(call);
    if (typeof name !== 'string' || name === '')
      return error(400, "Missing required parameter: 'name'.", null);
    const account: OpenAiAccount = {
      id: `svc_acct_${randomBytes(12).toString('hex')}`,
      name,
      key: `sk-svcacct-${randomBytes(60).toString('base64url')}`,
      createdAt: seconds(),
      expiresAt: typeof expires === 'number' ? seconds() + expires : null,
      deletedAt: undefined,
    };
    accounts.push(account);
    const apiKey = {
      object: 'organization.project.service_account.api_key',
      value: account.key,
      name: 'Secret Key',
      created_at: Math.floor(account.createdAt),
      id: `key_${randomBytes(8).toString('hex')}`,
      expires_at: account.expiresAt,
    };
    return { status: 200, json: { ...listed(account), api_key: apiKey } };
  };

  const list = (call: JsonCall): JsonAnswer => {
    const present = accounts.filter(({ deletedAt }) => deletedAt === undefined);
    const limit = Math.min(100, Number(call.query.get('limit') ?? 20));
    const after = call.query.get('after');
    const from = after === null ? 0 : present.findIndex(({ id }) => id === after) + 1;
    const data = present.slice(from, from + limit).map(listed);
    return {
      status: 200,
      json: {
        object: 'list',
        data,
        first_id: data.at(0)?.id ?? null,
        last_id: data.at(-1)?.id ?? null,
        has_more: from + limit < present.length,
      },
    };
  };

  return {
    adminKey,
    accounts,
    api: (call) => {
      if (bearerOf(call) !== adminKey) return error(401, 'Incorrect API key provided.', 'invalid_api_key');
      if (call.path === root && call.method === 'POST') return create(call);
      if (call.path === root && call.method === 'GET') return list(call);
      const account = accounts.find(({ id, deletedAt }) => !deletedAt && call.path === `${root}/${id}`);
      if (account === undefined) return error(404, 'No such service account.', 'not_found');
      if (call.method !== 'DELETE') return { status: 200, json: listed(account) };
      account.deletedAt = seconds();
      const object = 'organization.project.service_account.deleted';
      return { status: 200, json: { object, id: account.id, deleted: true } };
    },
    accepts: (key) => {
      const account = accounts.find((one) => one.key === key);
      if (account === undefined || seconds() >= (account.expiresAt ?? Number.POSITIVE_INFINITY)) return false;
      if (seconds() < account.createdAt + (options.propagationMs ?? 0) / 1_000) return false;
      return !account.deletedAt || seconds() < account.deletedAt + (options.deletionLagMs ?? 0) / 1_000;
    },
  };
}
