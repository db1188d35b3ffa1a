import type { KeyItem } from '../../contract/tables.ts';
import type { FoundKey } from '../domain/key-finder.ts';
import { isDecoy } from '../domain/seal.ts';
import type { Placements, SealKeys } from './decoy-ports.ts';
import { judgeRecord } from './judge-record.ts';
import type { KeyRegistry } from './operator-ports.ts';
import type { Clock } from './ports.ts';

export interface JudgeLeakDeps {
  readonly registry: Pick<KeyRegistry, 'find'>;
  readonly seals: Pick<SealKeys, 'find'>;
  readonly placements: Pick<Placements, 'find'>;
  readonly stage: string;
  readonly now: Clock;
}

/** What a key is that stood in a text. */
export type Leak =
  /** Of another stage: this one cannot know it. */
  | { readonly kind: 'foreign' }
  /** It has the form of a key and no record: made up, or of another gateway of this name. */
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'honeytoken';
      readonly id: string;
      readonly label: string;
      readonly beside: string | null;
    }
  /** `works`: from where it may be used, it opens the door now. */
  | {
      readonly kind: 'key';
      readonly id: string;
      readonly client: string;
      readonly works: boolean;
      readonly state: string;
    };

/**
 * Looks leaked keys up, by their hashes and without using one: nothing of it trips a honeytoken. Whoever may not read the seal
 * key is told of keys only.
 */
export async function judgeLeak(deps: JudgeLeakDeps): Promise<{
  readonly tellsHoneytokens: boolean;
  readonly judge: (key: FoundKey) => Promise<Leak>;
}> {
  const told = await deps.seals.find();
  const sealKey = told.kind === 'known' ? told.item.sealKey : undefined;
  const judge = async ({ keyHash, stage }: FoundKey): Promise<Leak> => {
    if (stage !== deps.stage) return { kind: 'foreign' };
    const record = await deps.registry.find(keyHash);
    if (record === undefined) return { kind: 'unknown' };
    const { id } = record;
    if (!isDecoy(record, sealKey)) return leakedKey(deps, record);
    const place = await deps.placements.find(id);
    return {
      kind: 'honeytoken',
      id,
      label: place?.label ?? 'nobody noted where',
      beside: place?.beside ?? null,
    };
  };
  return { tellsHoneytokens: told.kind !== 'denied', judge };
}

async function leakedKey({ registry, now }: JudgeLeakDeps, record: KeyItem): Promise<Leak> {
  // A thief can be anywhere, within the listed addresses as well.
  const state = await judgeRecord(registry, { ...record, ips: [] }, { now: now(), ip: '192.0.2.1' });
  return { kind: 'key', id: record.id, client: record.client, works: state === 'accepted', state };
}
