import type { OpenAiAdminSettings } from '../../../contract/key-drivers.ts';
import { ProviderFault } from '../../domain/provider-fault.ts';
import { Secret } from '../../domain/secret.ts';
import type { DriverCredential, KeyProvider, MintedKey, ProviderKey } from '../../flows/rotation-ports.ts';
import { answerFault } from './answer-fault.ts';
import { answerText } from './answer-text.ts';
import { patientCall, type Sleep } from './patient-call.ts';
import type { ProviderAnswer, ProviderCall, ProviderRequest } from './provider-call.ts';

export interface OpenAiAdminDeps {
  readonly call: ProviderCall;
  readonly admin: DriverCredential;
  readonly sleep: Sleep;
}

interface ServiceAccount {
  readonly id?: string;
  readonly name?: string;
  readonly created_at?: number;
}

const DAY_SECONDS = 86_400;
const PAGES_MAX = 100;

/**
 * OpenAI's admin API: one service account per key, because deleting the account is what kills its key
 * (https://platform.openai.com/docs/api-reference/project-service-accounts). A key is shown once, in the answer that creates it.
 */
export class OpenAiAdmin implements KeyProvider {
  readonly #accounts: string;
  readonly #expiresInSeconds: number | undefined;
  readonly #deps: OpenAiAdminDeps;

  constructor({ apiUrl, project, expiresInDays }: OpenAiAdminSettings, deps: OpenAiAdminDeps) {
    this.#accounts = `${apiUrl}/v1/organization/projects/${project}/service_accounts`;
    this.#expiresInSeconds = expiresInDays === undefined ? undefined : expiresInDays * DAY_SECONDS;
    this.#deps = deps;
  }

  /** Sent once: OpenAI knows no idempotency key here, and every creation makes an account. */
  async mint(name: string): Promise<MintedKey> {
    const action = 'creating an OpenAI service account';
    const body = { name, ...(this.#expiresInSeconds && { expires_in_seconds: this.#expiresInSeconds }) };
    const answer = await this.#send(false, {
      action,
      method: 'POST',
      url: this.#accounts,
      body: JSON.stringify(body),
    });
    if (answer.status !== 200 && answer.status !== 201) throw answerFault(action, answer);
    return {
      id: answerText(action, answer.json, 'id'),
      secret: new Secret(answerText(action, answer.json, 'api_key', 'value'), 'OpenAI key'),
    };
  }

  async list(prefix: string): Promise<readonly ProviderKey[]> {
    const action = 'listing OpenAI service accounts';
    const accounts: ServiceAccount[] = [];
    let after = '';
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const answer = await this.#send(true, {
        action,
        method: 'GET',
        url: `${this.#accounts}?limit=100${after}`,
      });
      if (answer.status !== 200) throw answerFault(action, answer);
      const { data = [], has_more: more = false } = Object(answer.json) as {
        data?: ServiceAccount[];
        has_more?: boolean;
      };
      accounts.push(...data);
      if (!more) return accounts.flatMap((account) => keyOf(account, prefix));
      after = `&after=${encodeURIComponent(data.at(-1)?.id ?? '')}`;
    }
    throw new ProviderFault('unreadable', action);
  }

  async reveal(): Promise<undefined> {
    return undefined;
  }

  async retire(id: string): Promise<void> {
    const action = 'deleting an OpenAI service account';
    const url = `${this.#accounts}/${encodeURIComponent(id)}`;
    const answer = await this.#send(true, { action, method: 'DELETE', url });
    if (answer.status !== 200 && answer.status !== 404) throw answerFault(action, answer);
  }

  async #send(repeatable: boolean, request: ProviderRequest): Promise<ProviderAnswer> {
    const { call, admin, sleep } = this.#deps;
    const credential = { header: 'authorization', prefix: 'Bearer ', secret: await admin.read() };
    return patientCall(call, sleep, repeatable)({ ...request, credential });
  }
}

const keyOf = ({ id, name, created_at: created = 0 }: ServiceAccount, prefix: string): ProviderKey[] =>
  id !== undefined && name?.startsWith(prefix)
    ? [{ id, name, createdAt: new Date(created * 1_000), deleted: false }]
    : [];
