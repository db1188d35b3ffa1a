import type { Secret } from '../domain/secret.ts';

/** A key at the provider whose name says that this rotation made it. */
export interface ProviderKey {
  /** The provider's own id. It is recorded beside the key in the secret, and is no secret itself. */
  readonly id: string;
  /** As `mint` was asked to name it. */
  readonly name: string;
  readonly createdAt: Date;
  /** Deleted, as far as the provider says; it may still be accepted for a while. */
  readonly deleted: boolean;
}

export interface MintedKey {
  readonly id: string;
  /** Absent where the provider gives the key only when `reveal` asks. */
  readonly secret?: Secret;
}

/**
 * Makes and retires keys at one provider, for one upstream. Every method is one attempt that may be lost on the way there or on
 * the way back; the flow that calls it repeats it and looks with `list` what came of it. Rejects with a Fault, whose message
 * holds nothing that the provider said. Waiting for the provider's own operation to end belongs to the method.
 */
export interface KeyProvider {
  /**
   * Makes a key of this name, usable or about to become so. Two calls with one name may make two keys: the flow removes one. No
   * key whose id is in `keep` may stop working by it, which matters where the provider has a fixed number of slots.
   */
  mint(name: string, keep: readonly string[]): Promise<MintedKey>;
  /** The keys whose names begin with `prefix`, deleted ones included where the provider still lists them. */
  list(prefix: string): Promise<readonly ProviderKey[]>;
  /** The key itself; `undefined` where the provider shows a key only once. */
  reveal(id: string): Promise<Secret | undefined>;
  /** Deletes a key. One that is deleted already, or was never there, is fine. */
  retire(id: string): Promise<void>;
  /** Takes a deletion back, where the provider can. Rejects with `rotation.too_late` when it cannot any more. */
  restore?(id: string): Promise<void>;
}

/** A key as a version of the secret holds it. */
export interface HeldKey {
  readonly secret: Secret;
  /** The only scheme, host and path prefix it may be sent to. */
  readonly boundTo: string;
  /** The provider's id. @default an operator has put the key */
  readonly keyId?: string;
}

/**
 * Asks the upstream with this very key, by the cheapest call there is, sent and judged as the proxy would. `unclear`: no answer
 * that says either, as from the network, a quota or a server's error.
 */
export interface KeyProbe {
  probe(key: HeldKey): Promise<'accepted' | 'refused' | 'unclear'>;
}

/** What a driver needs besides its settings: its own credential at the provider, read when it is needed and never kept longer. */
export interface DriverCredential {
  read(): Promise<Secret>;
}

/** A version of the secret as it is labelled. */
export interface LabelledVersion {
  readonly id: string;
  readonly stages: readonly string[];
  readonly createdAt: Date;
}

/** The one secret that a rotation may touch. Every method is one call; rejects when Secrets Manager does. */
export interface RotationSecret {
  /** Deprecated versions included. */
  versions(): Promise<readonly LabelledVersion[]>;
  /** The key in a version; `undefined` where it is empty, says UNSET or cannot be read. */
  read(versionId: string): Promise<HeldKey | undefined>;
  /** Writes a key into the pending version. `taken`: another key is there already, and stays. */
  record(versionId: string, key: Secret, keyId: string): Promise<'recorded' | 'taken'>;
  attach(stage: string, versionId: string): Promise<void>;
  detach(stage: string, versionId: string): Promise<void>;
  /** Makes a version the current one, if `from` still is. Secrets Manager makes `from` the previous one in the same step. */
  promote(to: string, from: string | undefined): Promise<void>;
  /** Keeps a fact about the last rotation or proof beside the secret, in words without a value. */
  note(about: 'result' | 'proof', text: string): Promise<void>;
}
