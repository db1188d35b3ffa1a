import { createHash } from 'node:crypto';
import type { GoogleApiKeysSettings } from '../../../contract/key-drivers.ts';
import { ProviderFault } from '../../domain/provider-fault.ts';
import { Secret } from '../../domain/secret.ts';
import type { KeyProvider, MintedKey, ProviderKey } from '../../flows/rotation-ports.ts';
import { answerText } from './answer-text.ts';
import { GoogleKeysApi, type GoogleKeysDeps } from './google-keys-api.ts';

/** The whole name of a key lies in an annotation: its id is too short for every name, and anybody may change what it is called. */
const NAME = 'sallyport-name';
const DISPLAY_NAME_LENGTH_MAX = 63;

interface GoogleKey {
  readonly name?: string;
  readonly createTime?: string;
  readonly deleteTime?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Google's API Keys API v2 (https://cloud.google.com/api-keys/docs/reference/rest/v2/projects.locations.keys). */
export class GoogleApiKeys implements KeyProvider {
  readonly #settings: GoogleApiKeysSettings;
  readonly #api: GoogleKeysApi;

  constructor(settings: GoogleApiKeysSettings, deps: GoogleKeysDeps) {
    this.#settings = settings;
    this.#api = new GoogleKeysApi(settings, deps);
  }

  /** The id follows from the name, so that a creation whose answer was lost is found again instead of repeated. */
  async mint(name: string): Promise<MintedKey> {
    const id = idOf(name);
    const action = 'creating a Google API key';
    const created = await this.#api.ask(action, 'POST', `?keyId=${id}`, this.#document(name));
    if (created.status === 409) await this.#api.appeared(action, id);
    else await this.#api.finished(action, created);
    return { id };
  }

  async list(prefix: string): Promise<readonly ProviderKey[]> {
    const keys = (await this.#api.all(
      'listing Google API keys',
      '?showDeleted=true&pageSize=300',
    )) as GoogleKey[];
    return keys.flatMap((key) => {
      const name = key.annotations?.[NAME];
      const id = key.name?.split('/').at(-1);
      if (name === undefined || id === undefined || !name.startsWith(prefix)) return [];
      return [{ id, name, createdAt: new Date(key.createTime ?? 0), deleted: key.deleteTime !== undefined }];
    });
  }

  async reveal(id: string): Promise<Secret | undefined> {
    const action = 'reading the value of a Google API key';
    const { json } = await this.#api.succeeded(action, 'GET', `/${id}/keyString`);
    return new Secret(answerText(action, json, 'keyString'), 'Google API key');
  }

  async retire(id: string): Promise<void> {
    const action = 'deleting a Google API key';
    const deleted = await this.#api.ask(action, 'DELETE', `/${id}`);
    if (deleted.status === 404 || (deleted.status === 400 && (await this.#isDeleted(id)))) return;
    await this.#api.finished(action, deleted);
  }

  /** Within 30 days of the deletion. */
  async restore(id: string): Promise<void> {
    const action = 'restoring a Google API key';
    const restored = await this.#api.ask(action, 'POST', `/${id}:undelete`, {});
    if (restored.status === 404) throw new ProviderFault('too_late', action, 404);
    if (restored.status === 400 && !(await this.#isDeleted(id))) return;
    await this.#api.finished(action, restored);
  }

  /** A key that is deleted is refused a second deletion, and one that is not deleted cannot be restored. */
  async #isDeleted(id: string): Promise<boolean> {
    const { json } = await this.#api.succeeded('looking at a Google API key', 'GET', `/${id}`);
    return (json as GoogleKey).deleteTime !== undefined;
  }

  #document(name: string): object {
    const { apiTargets, allowedIps, boundServiceAccount } = this.#settings;
    return {
      displayName: name.slice(0, DISPLAY_NAME_LENGTH_MAX),
      annotations: { [NAME]: name },
      restrictions: {
        apiTargets: apiTargets.map((service) => ({ service })),
        ...(allowedIps.length === 0 ? {} : { serverKeyRestrictions: { allowedIps } }),
      },
      ...(boundServiceAccount === undefined ? {} : { serviceAccountEmail: boundServiceAccount }),
    };
  }
}

/** `[a-z]([a-z0-9-]{0,61}[a-z0-9])?`, and nothing that looks like a UUID. */
const idOf = (name: string): string =>
  `sallyport-${createHash('sha256').update(name).digest('hex').slice(0, 40)}`;
