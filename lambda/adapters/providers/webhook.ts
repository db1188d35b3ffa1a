import { ProviderFault } from '../../domain/provider-fault.ts';
import { Secret } from '../../domain/secret.ts';
import type { Clock } from '../../flows/ports.ts';
import type { DriverCredential, KeyProvider, MintedKey, ProviderKey } from '../../flows/rotation-ports.ts';
import { answerFault } from './answer-fault.ts';
import { answerText } from './answer-text.ts';
import { patientCall, type Sleep } from './patient-call.ts';
import type { ProviderCall } from './provider-call.ts';
import { webhookHeaders } from './webhook-signature.ts';

export interface WebhookDeps {
  /** To the one endpoint or function; the URL of a request is not looked at. */
  readonly call: ProviderCall;
  /** The signing secret, `whsec_…`. */
  readonly admin: DriverCredential;
  readonly sleep: Sleep;
  readonly now: Clock;
  readonly messageId: () => string;
}

type WebhookType = 'key.mint' | 'key.list' | 'key.reveal' | 'key.retire' | 'key.restore';

/** Somebody's own endpoint that makes and retires keys, as docs/rotation-webhook.md asks of it. */
export class Webhook implements KeyProvider {
  readonly #upstream: string;
  readonly #deps: WebhookDeps;

  constructor(upstream: string, deps: WebhookDeps) {
    this.#upstream = upstream;
    this.#deps = deps;
  }

  /** One name is one wish, however often it is sent: the id of the message says so too. */
  async mint(name: string, keep: readonly string[]): Promise<MintedKey> {
    const action = 'asking the webhook for a key';
    const json = await this.#asked(action, 'key.mint', { name, keep }, `mint_${name}`);
    const id = answerText(action, json, 'id');
    return Object(json).value === undefined
      ? { id }
      : { id, secret: new Secret(answerText(action, json, 'value'), 'key from the webhook') };
  }

  async list(prefix: string): Promise<readonly ProviderKey[]> {
    const action = 'asking the webhook for its keys';
    const { keys } = Object(await this.#asked(action, 'key.list', { prefix })) as { keys?: unknown };
    if (!Array.isArray(keys)) throw new ProviderFault('unreadable', action);
    return keys.map((key: unknown) => keyOf(action, key)).filter(({ name }) => name.startsWith(prefix));
  }

  async reveal(id: string): Promise<Secret | undefined> {
    const action = 'asking the webhook for the value of a key';
    const json = await this.#asked(action, 'key.reveal', { id });
    return Object(json).value === undefined
      ? undefined
      : new Secret(answerText(action, json, 'value'), 'key from the webhook');
  }

  async retire(id: string): Promise<void> {
    await this.#asked('asking the webhook to retire a key', 'key.retire', { id });
  }

  async restore(id: string): Promise<void> {
    await this.#asked('asking the webhook to restore a key', 'key.restore', { id });
  }

  async #asked(action: string, type: WebhookType, data: object, id?: string): Promise<unknown> {
    const { call, admin, sleep, now, messageId } = this.#deps;
    const sentAt = now();
    const body = JSON.stringify({ type, timestamp: sentAt.toISOString(), upstream: this.#upstream, data });
    const headers = webhookHeaders({ id: id ?? `msg_${messageId()}`, sentAt, body }, await admin.read());
    const answer = await patientCall(call, sleep, true)({ action, method: 'POST', url: '', headers, body });
    if (answer.status === 410 && type === 'key.restore') throw new ProviderFault('too_late', action, 410);
    if (answer.status < 200 || answer.status > 299) throw answerFault(action, answer);
    return answer.json;
  }
}

function keyOf(action: string, json: unknown): ProviderKey {
  const createdAt = new Date(answerText(action, json, 'createdAt'));
  if (Number.isNaN(createdAt.getTime())) throw new ProviderFault('unreadable', action);
  return {
    id: answerText(action, json, 'id'),
    name: answerText(action, json, 'name'),
    createdAt,
    deleted: Object(json).deleted === true,
  };
}
