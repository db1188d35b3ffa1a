import { durationMs } from './duration.ts';
import { complaintAboutIpRange } from './ip-range.ts';

const CLIENT_LENGTH_MAX = 64;
const NOTE_LENGTH_MAX = 256;
const IPS_MAX = 50;
/** Printable ASCII without quotes and separators: a client's name appears in logs, request contexts and terminals. */
const CLIENT = /^[A-Za-z0-9][A-Za-z0-9 ._@:+-]*$/;
/** Control and format characters, lone surrogates, private use, line separators: none of them is part of a note. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;

/** What an operator asked for, as it was typed. */
export interface KeyRequestInput {
  readonly client?: string;
  readonly products?: readonly string[];
  readonly plan?: string;
  readonly expires?: string;
  readonly ips?: readonly string[];
  readonly note?: string;
}

/** What the deployed config offers. */
export interface KeyOffer {
  readonly products: readonly string[];
  readonly plans: readonly string[];
}

/** A request that was found sound. */
export interface KeyRequest {
  readonly client: string;
  readonly products: readonly string[];
  readonly plan: string;
  /** Unix seconds; 0 means never. */
  readonly expiresAtSeconds: number;
  readonly ips: readonly string[];
  readonly note: string;
}

export type KeyRequestReading =
  | { readonly kind: 'sound'; readonly request: KeyRequest }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/** Checks everything an operator typed and reports every problem at once, each with its fix. */
export function readKeyRequest(input: KeyRequestInput, offer: KeyOffer, now: Date): KeyRequestReading {
  const problems: string[] = [];
  const { client = '', plan, expires, note = '' } = input;
  const products = [...new Set(input.products ?? [])];
  const ips = [...new Set(input.ips ?? [])];
  if (input.client === undefined) problems.push('--client is missing; name who will hold the key');
  else if (!CLIENT.test(client) || client.length > CLIENT_LENGTH_MAX)
    problems.push(
      `--client takes 1 to ${CLIENT_LENGTH_MAX} of A-Z a-z 0-9 space . _ @ : + - and starts with a letter or digit`,
    );
  if (products.length === 0) problems.push(`--product is missing; offered: ${offer.products.join(', ')}`);
  for (const product of products.filter((name) => !offer.products.includes(name)))
    problems.push(`--product ${quoted(product)} is not offered; choose from: ${offer.products.join(', ')}`);
  if (plan === undefined) problems.push(`--plan is missing; offered: ${offer.plans.join(', ')}`);
  else if (!offer.plans.includes(plan))
    problems.push(`--plan ${quoted(plan)} is not offered; choose from: ${offer.plans.join(', ')}`);
  const lifeMs = expires === undefined ? 0 : (durationMs(expires) ?? Number.NaN);
  if (Number.isNaN(lifeMs))
    problems.push(
      `--expires ${quoted(String(expires))} is not a duration; write 30s, 5m, 24h or 90d, at most 3650d`,
    );
  if (ips.length > IPS_MAX) problems.push(`--ip takes at most ${IPS_MAX} entries; use wider ranges`);
  for (const ip of ips) {
    const complaint = complaintAboutIpRange(ip);
    if (complaint !== undefined) problems.push(`--ip ${quoted(ip)} ${complaint}`);
  }
  if (note.length > NOTE_LENGTH_MAX || UNPRINTABLE.test(note))
    problems.push(`--note takes at most ${NOTE_LENGTH_MAX} printable characters on one line`);
  if (problems.length > 0 || plan === undefined) return { kind: 'refused', problems };
  const expiresAtSeconds = lifeMs === 0 ? 0 : Math.floor((now.getTime() + lifeMs) / 1000);
  return { kind: 'sound', request: { client, products, plan, expiresAtSeconds, ips, note } };
}

/** Short enough that a mistake the size of a file does not fill the terminal. */
const quoted = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
