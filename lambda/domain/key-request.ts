import type { KeyItem } from '../../contract/tables.ts';
import { durationMs } from './duration.ts';
import { type KeyOffer, rightsProblems } from './key-rights.ts';
import { complaintAboutName, complaintAboutNote, readLabels } from './key-words.ts';
import { quoted } from './quoted.ts';

/** What an operator asked for, as it was typed. */
export interface KeyRequestInput {
  readonly client?: string;
  readonly products?: readonly string[];
  readonly plan?: string;
  readonly role?: string;
  /** One word for the role `reader`. */
  readonly readOnly?: boolean;
  readonly scopes?: readonly string[];
  readonly mayMint?: boolean;
  readonly expires?: string;
  readonly ips?: readonly string[];
  readonly owner?: string;
  /** `NAME=VALUE` */
  readonly labels?: readonly string[];
  readonly note?: string;
}

/** A request that was found sound. What was not asked for is absent. */
export type KeyRequest = Pick<KeyItem, 'client' | 'products' | 'plan' | 'expiresAtSeconds' | 'ips' | 'note'> &
  Partial<Pick<KeyItem, 'role' | 'scopes' | 'mayMint' | 'owner' | 'labels' | 'declaredAs'>>;

export type KeyRequestReading =
  | { readonly kind: 'sound'; readonly request: KeyRequest }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/** Checks everything an operator typed and reports every problem at once, each with its fix. */
export function readKeyRequest(input: KeyRequestInput, offer: KeyOffer, now: Date): KeyRequestReading {
  const { client, plan, owner, note = '', readOnly = false } = input;
  const products = unique(input.products) ?? [];
  const ips = unique(input.ips) ?? [];
  const scopes = unique(input.scopes);
  const role = readOnly ? 'reader' : input.role;
  const labels = readLabels(input.labels ?? []);
  const expiresAtSeconds = readExpiry(input.expires, now);
  const about = (flag: string, complaint: string | undefined) =>
    complaint === undefined ? [] : [`${flag} ${complaint}`];
  const problems = [
    ...about('--client', client === undefined ? 'is missing; name who will hold the key' : undefined),
    ...about('--client', client === undefined ? undefined : complaintAboutName(client)),
    ...about('--product', missing(products.length === 0, offer.products)),
    ...about('--plan', missing(plan === undefined, offer.plans)),
    ...rightsProblems({ products, plan, role, scopes, ips }, offer),
    ...about('--read-only', readOnly && input.role !== undefined ? 'is a role; leave out --role' : undefined),
    ...about('--expires', typeof expiresAtSeconds === 'string' ? expiresAtSeconds : undefined),
    ...about('--owner', owner === undefined ? undefined : complaintAboutName(owner)),
    ...about('--label', typeof labels === 'string' ? labels : undefined),
    ...about('--note', complaintAboutNote(note)),
  ];
  if (problems.length > 0 || client === undefined || plan === undefined) return { kind: 'refused', problems };
  if (typeof expiresAtSeconds === 'string' || typeof labels === 'string')
    return { kind: 'refused', problems };
  const asked = {
    ...(role === undefined ? {} : { role }),
    ...(scopes === undefined ? {} : { scopes }),
    ...(input.mayMint === true ? { mayMint: true } : {}),
    ...(owner === undefined ? {} : { owner }),
    ...(input.labels === undefined ? {} : { labels }),
  };
  return { kind: 'sound', request: { client, products, plan, expiresAtSeconds, ips, note, ...asked } };
}

/** Unix seconds, 0 for never, or what is wrong with the duration. */
export function readExpiry(expires: string | undefined, now: Date): number | string {
  if (expires === undefined || expires === 'never') return 0;
  const lifeMs = durationMs(expires);
  return lifeMs === undefined
    ? `${quoted(expires)} is not a duration; write 30s, 5m, 24h or 90d, at most 3650d, or never`
    : Math.floor((now.getTime() + lifeMs) / 1000);
}

const unique = (texts: readonly string[] | undefined): readonly string[] | undefined =>
  texts === undefined ? undefined : [...new Set(texts)];

const missing = (isMissing: boolean, offered: readonly string[]): string | undefined =>
  isMissing ? `is missing; offered: ${offered.join(', ')}` : undefined;
