import type { KeyItem } from '../../contract/tables.ts';
import { readExpiry } from './key-request.ts';
import { type KeyOffer, rightsProblems } from './key-rights.ts';
import { complaintAboutName, complaintAboutNote, readLabels } from './key-words.ts';

/** What an operator wants changed, as it was typed. `none` takes a narrowing, an owner or a list away. */
export interface KeyEditInput {
  readonly products?: readonly string[];
  readonly plan?: string;
  readonly role?: string;
  readonly readOnly?: boolean;
  readonly scopes?: readonly string[];
  readonly mayMint?: boolean;
  readonly expires?: string;
  readonly ips?: readonly string[];
  readonly owner?: string;
  readonly labels?: readonly string[];
  readonly note?: string;
}

/** The fields to change; one without a value is taken away. */
export type KeyEdit = Partial<
  Pick<
    KeyItem,
    | 'products'
    | 'plan'
    | 'role'
    | 'scopes'
    | 'mayMint'
    | 'expiresAtSeconds'
    | 'ips'
    | 'owner'
    | 'labels'
    | 'note'
  >
>;

export type KeyEditReading =
  | { readonly kind: 'sound'; readonly edit: KeyEdit }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

const NONE = 'none';

/** Checks everything that is to be changed and reports every problem at once, each with its fix. */
export function readKeyEdit(input: KeyEditInput, offer: KeyOffer, now: Date): KeyEditReading {
  const { plan, owner, note, readOnly = false } = input;
  const role = orNone(readOnly ? 'reader' : input.role);
  const scopes = listOrNone(input.scopes);
  const ips = listOrNone(input.ips);
  const labels = input.labels && readLabels(listOrNone(input.labels).value ?? []);
  const expires = input.expires === undefined ? undefined : readExpiry(input.expires, now);
  const about = (flag: string, complaint: string | undefined) =>
    complaint === undefined ? [] : [`${flag} ${complaint}`];
  const rights = { products: input.products, plan, role: role.value, scopes: scopes.value, ips: ips.value };
  const problems = [
    ...rightsProblems(rights, offer),
    ...about('--read-only', readOnly && input.role !== undefined ? 'is a role; leave out --role' : undefined),
    ...about('--expires', typeof expires === 'string' ? expires : undefined),
    ...about('--owner', owner === undefined || owner === NONE ? undefined : complaintAboutName(owner)),
    ...about('--label', typeof labels === 'string' ? labels : undefined),
    ...about('--note', note === undefined ? undefined : complaintAboutNote(note)),
  ];
  if (problems.length > 0 || typeof expires === 'string' || typeof labels === 'string')
    return { kind: 'refused', problems };
  const edit: KeyEdit = {
    ...(input.products === undefined ? {} : { products: [...new Set(input.products)] }),
    ...(plan === undefined ? {} : { plan }),
    ...(role.given ? { role: role.value } : {}),
    ...(scopes.given ? { scopes: scopes.value } : {}),
    ...(input.mayMint === undefined ? {} : { mayMint: input.mayMint || undefined }),
    ...(expires === undefined ? {} : { expiresAtSeconds: expires }),
    ...(ips.given ? { ips: ips.value ?? [] } : {}),
    ...(owner === undefined ? {} : { owner: orNone(owner).value }),
    ...(labels === undefined ? {} : { labels: Object.keys(labels).length === 0 ? undefined : labels }),
    ...(note === undefined ? {} : { note }),
  };
  if (Object.keys(edit).length > 0) return { kind: 'sound', edit };
  return { kind: 'refused', problems: ['nothing is to be changed; name at least one field, see --help'] };
}

interface Given<T> {
  readonly given: boolean;
  readonly value: T | undefined;
}

const orNone = (text: string | undefined): Given<string> => ({
  given: text !== undefined,
  value: text === NONE ? undefined : text,
});

const listOrNone = (texts: readonly string[] | undefined): Given<readonly string[]> => ({
  given: texts !== undefined,
  value: texts === undefined || (texts.length === 1 && texts[0] === NONE) ? undefined : [...new Set(texts)],
});
