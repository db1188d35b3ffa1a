import { createHash } from 'node:crypto';
import type { KeySlot, SlotCall, TwoKeysSettings } from '../../../contract/key-drivers.ts';
import { atPointer } from '../../domain/json-pointer.ts';
import { ProviderFault } from '../../domain/provider-fault.ts';
import { Secret } from '../../domain/secret.ts';
import type { DriverCredential, KeyProvider, MintedKey, ProviderKey } from '../../flows/rotation-ports.ts';
import { adminCredential } from './admin-credential.ts';
import { answerFault } from './answer-fault.ts';
import { patientCall, type Sleep } from './patient-call.ts';
import type { ProviderCall } from './provider-call.ts';

export interface TwoKeysDeps {
  readonly call: ProviderCall;
  readonly admin: DriverCredential;
  /** Every value that a proxy may still send. An operator's key is there without an id. */
  readonly inUse: () => Promise<readonly Secret[]>;
  readonly sleep: Sleep;
}

interface Held {
  readonly slot: KeySlot;
  readonly id: string;
  readonly secret: Secret;
}

/**
 * A provider with two keys that can each be made anew, as Azure's services have. A slot keeps its name while its value changes,
 * so an id names both: `key1.` and the beginning of the value's SHA-256. Whoever retires a key that its slot no longer holds
 * does nothing, however late that is.
 */
export class TwoKeys implements KeyProvider {
  readonly #settings: TwoKeysSettings;
  readonly #deps: TwoKeysDeps;

  constructor(settings: TwoKeysSettings, deps: TwoKeysDeps) {
    this.#settings = settings;
    this.#deps = deps;
  }

  async mint(_name: string, keep: readonly string[]): Promise<MintedKey> {
    const action = 'making a key anew';
    const used = (await this.#deps.inUse()).map((secret) => fingerprint(secret.reveal()));
    const isUsed = ({ id, slot }: Held) =>
      keep.includes(id) || used.some((print) => id === `${slot.name}.${print}`);
    const held = await this.#read();
    const free = held.find((one) => !isUsed(one));
    // Where the key in use is in neither slot, any slot may be somebody's.
    const known = held.some(isUsed) || used.length + keep.length === 0;
    if (free === undefined || !known) throw new ProviderFault('refused', action);
    await this.#regenerate(action, free.slot);
    const made = (await this.#read()).find(({ slot }) => slot === free.slot);
    // A provider that still shows the old value has not made the new one yet.
    if (made === undefined || made.id === free.id) throw new ProviderFault('slow', action);
    return { id: made.id, secret: made.secret };
  }

  /** Slots have no names of ours, and none is ever one too many. */
  async list(): Promise<readonly ProviderKey[]> {
    return [];
  }

  async reveal(id: string): Promise<Secret | undefined> {
    return (await this.#read()).find((held) => held.id === id)?.secret;
  }

  /** Puts another value, which nobody knows, in the place of this one. */
  async retire(id: string): Promise<void> {
    const held = (await this.#read()).find((one) => one.id === id);
    if (held !== undefined) await this.#regenerate('overwriting a key', held.slot);
  }

  async #read(): Promise<readonly Held[]> {
    const action = 'reading both keys';
    const document = await this.#ask(action, this.#settings.read, '', true);
    return this.#settings.slots.map((slot) => {
      const value = atPointer(document, slot.valueAt);
      if (typeof value !== 'string' || value === '') throw new ProviderFault('unreadable', action);
      return {
        slot,
        id: `${slot.name}.${fingerprint(value)}`,
        secret: new Secret(value, `key in slot ${slot.name}`),
      };
    });
  }

  /** Sent once: a second one would kill the key that the first one made. */
  async #regenerate(action: string, slot: KeySlot): Promise<void> {
    await this.#ask(action, this.#settings.regenerate, slot.name, false);
  }

  async #ask(
    action: string,
    { method, url, body }: SlotCall,
    slot: string,
    repeatable: boolean,
  ): Promise<unknown> {
    const { call, admin, sleep } = this.#deps;
    const answer = await patientCall(
      call,
      sleep,
      repeatable,
    )({
      action,
      method,
      url: url.replaceAll('{slot}', encodeURIComponent(slot)),
      credential: await adminCredential(this.#settings.credential, admin, call),
      ...(body === undefined ? {} : { body: body.replaceAll('{slot}', slot) }),
    });
    if (answer.status < 200 || answer.status > 299) throw answerFault(action, answer);
    return answer.json;
  }
}

const fingerprint = (value: string): string => createHash('sha256').update(value).digest('hex').slice(0, 16);
