import { KEY_STATES, type KeyItem } from '../../contract/tables.ts';
import { type KeyOffer, rightsProblems } from './key-rights.ts';
import { complaintAboutName, complaintAboutNote } from './key-words.ts';
import { quoted } from './quoted.ts';

export const EXPORT_FORMAT = 'sallyport-keys/1';

/** A record as it travels: its hash, never the key, and nothing that belongs to the account it came from. */
export type ExportedKey = Omit<KeyItem, 'usageKey' | 'usageKeyId' | 'sealed' | 'sealedFor'>;

/** Every record of a gateway's client keys. */
export interface KeyExport {
  readonly format: typeof EXPORT_FORMAT;
  /** Part of every key, so a key works on a stage of this name only. */
  readonly stage: string;
  readonly items: readonly ExportedKey[];
}

export function exportedKey(item: KeyItem): ExportedKey {
  const { usageKey: _value, usageKeyId: _id, sealed: _sealed, sealedFor: _for, ...rest } = item;
  return rest;
}

type Check = (value: unknown) => boolean;
/** Fields that may be absent. */
type Optional = {
  [F in keyof ExportedKey]-?: object extends Pick<ExportedKey, F> ? F : never;
}[keyof ExportedKey];

/** Fields of an exported record: whether each is what it should be. A field that a record gains has its check here. */
const text = (value: unknown) => typeof value === 'string';
const texts = (value: unknown) => Array.isArray(value) && value.every(text);
const seconds = (value: unknown) => Number.isInteger(value) && Number(value) >= 0;
const moment = (value: unknown) => text(value) && !Number.isNaN(Date.parse(String(value)));
const NEEDED: Readonly<Record<Exclude<keyof ExportedKey, Optional>, Check>> = {
  keyHash: (value) => /^[0-9a-f]{64}$/.test(String(value)),
  id: (value) => /^key_[0-9A-Za-z]{20}$/.test(String(value)),
  client: (value) => text(value) && complaintAboutName(String(value)) === undefined,
  products: texts,
  plan: text,
  state: (value) => KEY_STATES.some((state) => state === value && state !== 'pending'),
  expiresAtSeconds: seconds,
  ips: texts,
  note: (value) => text(value) && complaintAboutNote(String(value)) === undefined,
  createdAt: moment,
  seal: (value) => /^[0-9a-f]{64}$/.test(String(value)),
};
const OPTIONAL: Readonly<Record<Optional, Check>> = {
  ...{ role: text, scopes: texts, owner: text, rerollToken: text, declaredAs: text, rotatedAt: moment },
  labels: (value) => typeof value === 'object' && value !== null && Object.values(value).every(text),
  ...{ version: seconds, graceEndsAtSeconds: seconds },
  ...{ stateReason: text, supersededBy: NEEDED.keyHash, firstUsedAt: text },
  ...{
    endsOnFirstUse: (value) => typeof value === 'boolean',
    mayMint: (value) => typeof value === 'boolean',
  },
};

/** Reads an export, or says everything that is wrong with it. Nothing is taken over that is not known here. */
export function readKeyExport(value: unknown, stage: string, offer: KeyOffer): KeyExport | readonly string[] {
  const { format, stage: from, items } = Object(value) as Partial<Record<string, unknown>>;
  if (format !== EXPORT_FORMAT || !Array.isArray(items)) return ['the file is no export of `keys export`'];
  if (from !== stage)
    return [`the keys are those of a stage ${quoted(String(from))}; they can never work on ${quoted(stage)}`];
  const problems = items.flatMap((item: unknown, n) =>
    problemsOf(Object(item), offer).map((text) => `items[${n}]: ${text}`),
  );
  return problems.length > 0
    ? problems
    : { format: EXPORT_FORMAT, stage, items: items as readonly ExportedKey[] };
}

function problemsOf(item: Readonly<Record<string, unknown>>, offer: KeyOffer): readonly string[] {
  const wrong = [
    ...Object.entries(NEEDED).filter(([name, isRight]) => !isRight(item[name])),
    ...Object.entries(OPTIONAL).filter(([name, isRight]) => item[name] !== undefined && !isRight(item[name])),
  ].map(([name]) => `${name} is missing or damaged`);
  const strange = Object.keys(item).filter(
    (name) => !Object.hasOwn(NEEDED, name) && !Object.hasOwn(OPTIONAL, name),
  );
  if (wrong.length > 0 || strange.length > 0)
    return [...wrong, ...strange.map((name) => `${quoted(name)} is not known here`)];
  return rightsProblems(item as Parameters<typeof rightsProblems>[0], offer);
}
