import type { Narrowing } from '../../contract/tokens.ts';
import { durationMs } from './duration.ts';
import { ed25519PublicKey } from './ed25519.ts';
import { holdsClientKey } from './holds-client-key.ts';
import { isNarrowingList, NARROWING_MEMBERS } from './read-narrowing.ts';
import type { Confirmation } from './token-claims.ts';

/** A request for a token that was found sound. */
export interface TokenRequest {
  /** Absent: as long as usual. */
  readonly ttlSeconds?: number;
  readonly narrowing: Narrowing;
  readonly uses?: number;
  readonly label: string;
  readonly cnf?: Confirmation;
}

export type TokenRequestReading =
  | { readonly kind: 'sound'; readonly request: TokenRequest }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

const USES_MAX = 1_000_000;
const LABEL = /^[A-Za-z0-9 ._@:+/-]{1,64}$/;
const EXPECTED: Readonly<Record<string, string>> = {
  products: 'a list of 1 to 10 product names',
  scopes: 'a list of 1 to 10 scopes such as GET:/youtube/v3/search, with at most one * a segment',
  methods: 'a list of HTTP methods in capitals',
  paths:
    'a list of 1 to 10 paths with their mount, such as /gemini/v1beta/models/*, with at most one * a segment',
  ips: 'a list of 1 to 10 addresses or CIDR ranges',
};
const MEMBERS = new Set(['ttl', 'uses', 'label', 'holder', ...NARROWING_MEMBERS]);

/** Reads the body of a request for a token. Every problem is told at once, by the member's name and never by its value. */
export function readTokenRequest(text: string): TokenRequestReading {
  let given: Record<string, unknown>;
  try {
    const value: unknown = text === '' ? {} : JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError();
    given = value as Record<string, unknown>;
  } catch {
    return { kind: 'refused', problems: ['the body is not a JSON object'] };
  }
  const problems: string[] = [];
  if (Object.keys(given).some((name) => !MEMBERS.has(name)))
    problems.push(`a member is unknown; there are ${[...MEMBERS].join(', ')}`);
  const narrowing: Partial<Record<keyof Narrowing, readonly string[]>> = {};
  for (const member of NARROWING_MEMBERS) {
    const list = given[member];
    if (list === undefined) continue;
    if (isNarrowingList(member, list)) narrowing[member] = list;
    else problems.push(`${member} is not ${EXPECTED[member]}`);
  }
  const { ttl, uses, label = '', holder } = given;
  const ttlMs = typeof ttl === 'string' ? durationMs(ttl) : undefined;
  if (ttl !== undefined && ttlMs === undefined) problems.push('ttl is not a duration such as 30s, 15m or 1h');
  if (uses !== undefined && !(Number.isInteger(uses) && Number(uses) > 0 && Number(uses) <= USES_MAX))
    problems.push(`uses is not a whole number from 1 to ${USES_MAX}`);
  if (typeof label !== 'string' || (label !== '' && !LABEL.test(label)))
    problems.push('label is not 1 to 64 of A-Z a-z 0-9 space . _ @ : + / -');
  else if (holdsClientKey(label)) problems.push('label holds a client key or a token');
  const cnf = holder === undefined ? undefined : confirmationOf(holder);
  if (holder !== undefined && cnf === undefined)
    problems.push('holder is not a public Ed25519 key {"kty":"OKP","crv":"Ed25519","x":"…"}');
  if (problems.length > 0) return { kind: 'refused', problems };
  return {
    kind: 'sound',
    request: {
      narrowing,
      label: String(label),
      ...(ttlMs === undefined ? {} : { ttlSeconds: Math.floor(ttlMs / 1000) }),
      ...(uses === undefined ? {} : { uses: Number(uses) }),
      ...(cnf === undefined ? {} : { cnf }),
    },
  };
}

/** A private member would be a key that left its holder: it is refused rather than ignored. */
function confirmationOf(holder: unknown): Confirmation | undefined {
  const { kty, crv, x, ...more } = Object(holder) as Record<string, unknown>;
  const right = kty === 'OKP' && crv === 'Ed25519' && Object.keys(more).length === 0;
  return right && typeof x === 'string' && ed25519PublicKey(x) !== undefined
    ? { jwk: { kty: 'OKP', crv: 'Ed25519', x } }
    : undefined;
}
