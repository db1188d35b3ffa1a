import { createHash } from 'node:crypto';
import type { PresentedKey } from '../client-key.ts';
import { KeyFinder } from '../key-finder.ts';
import { member } from '../response/member.ts';
import { cleanLink, cleanWord } from './clean-link.ts';

/** One match of a report, reduced to what may be kept: the text that matched is not among it. */
export interface ReportedToken {
  /** Lower-case hex SHA-256 of the text as it was reported. */
  readonly tokenHash: string;
  /** The client key in it, by form and checksum. */
  readonly key?: PresentedKey;
  /** As GitHub named it; it is named so back to GitHub, and nowhere else. */
  readonly type: string;
  readonly url: string;
  readonly source: string;
}

export type LeakReport =
  | { readonly kind: 'read'; readonly tokens: readonly ReportedToken[]; readonly unreadable: number }
  | { readonly kind: 'malformed' | 'too-long' };

export const REPORT_TOKENS_MAX = 1_000;
/** Longer than any key, with what a careless expression takes along. */
const TOKEN_LENGTH_MAX = 512;
const TYPE_LENGTH_MAX = 128;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads a report that was found to be signed: a JSON array of `{ "token", "type", "url", "source" }`, of which `url` may be empty
 * (https://docs.github.com/en/code-security/secret-scanning/secret-scanning-partnership-program/secret-scanning-partner-program#create-a-secret-alert-service).
 * A match that is none is counted and keeps no other back.
 */
export function readLeakReport(body: Uint8Array): LeakReport {
  let document: unknown;
  try {
    document = JSON.parse(utf8.decode(body)); // its error would repeat the text
  } catch {
    return { kind: 'malformed' };
  }
  if (!Array.isArray(document)) return { kind: 'malformed' };
  if (document.length > REPORT_TOKENS_MAX) return { kind: 'too-long' };
  const tokens = document.map(readToken).filter((token) => token !== undefined);
  return { kind: 'read', tokens, unreadable: document.length - tokens.length };
}

function readToken(match: unknown): ReportedToken | undefined {
  const [token, type] = [member(match, 'token'), member(match, 'type')];
  if (typeof token !== 'string' || token.length > TOKEN_LENGTH_MAX) return undefined;
  if (typeof type !== 'string' || type.length > TYPE_LENGTH_MAX) return undefined;
  const finder = new KeyFinder();
  finder.take(Buffer.from(token));
  const [key] = finder.found;
  return {
    tokenHash: createHash('sha256').update(token).digest('hex'),
    ...(key === undefined ? {} : { key: { keyHash: key.keyHash, stage: key.stage } }),
    type,
    url: cleanLink(member(match, 'url')),
    source: cleanWord(member(match, 'source')),
  };
}
