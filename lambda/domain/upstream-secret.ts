import type { UpstreamSecretDocument } from '../../contract/secrets.ts';
import { Secret } from './secret.ts';
import { complaintAboutUpstreamKey } from './upstream-key-text.ts';

/** The upstream key as the proxy holds it. */
export interface UpstreamKey {
  readonly secret: Secret;
  /** Secrets Manager's version id. */
  readonly version: string;
  /** The only scheme, host and path prefix the key may be sent to. */
  readonly boundTo: string;
  /** The provider's own id of it, where a rotation has recorded one. */
  readonly keyId?: string;
  /** From the moment it was read, where it dies by itself. @default as long as a key that was read may be used */
  readonly lifetime?: KeyLifetime;
}

export interface KeyLifetime {
  /** So long it is used without asking for another. */
  readonly freshMs: number;
  /** After this it is not used any more. */
  readonly usableMs: number;
}

export type SecretReading =
  | { readonly state: 'set'; readonly key: UpstreamKey }
  | { readonly state: 'unset' | 'damaged' };

/** Reads the document in a secret; never throws, and never repeats what it could not read. */
export function readUpstreamSecret(text: string, version: string): SecretReading {
  let document: Partial<Record<string, unknown>>;
  try {
    document = Object(JSON.parse(text)) as typeof document;
  } catch {
    return { state: 'damaged' };
  }
  if (document['state'] === ('UNSET' satisfies UpstreamSecretDocument['state'])) return { state: 'unset' };
  const { apiKey, apiKeyId, boundTo } = document;
  if (typeof apiKey !== 'string' || typeof boundTo !== 'string') return { state: 'damaged' };
  // A key that cannot be sent in a header, or not be found again in an answer, is not used, whoever wrote it.
  if (complaintAboutUpstreamKey(apiKey) !== undefined) return { state: 'damaged' };
  const keyId = typeof apiKeyId === 'string' ? { keyId: apiKeyId } : {};
  return { state: 'set', key: { secret: new Secret(apiKey, 'upstream key'), version, boundTo, ...keyId } };
}

/** Whether a key may be sent to an upstream: same origin, and the base path at or below the path it is bound to. */
export function mayBeSentTo(key: Pick<UpstreamKey, 'boundTo'>, baseUrl: string): boolean {
  if (!URL.canParse(key.boundTo) || !URL.canParse(baseUrl)) return false;
  const bound = new URL(key.boundTo);
  const target = new URL(baseUrl);
  const prefix = bound.pathname.replace(/\/$/, '');
  return target.origin === bound.origin && `${target.pathname}/`.startsWith(`${prefix}/`);
}
