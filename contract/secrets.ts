/** The JSON document in an upstream's secret. */
export type UpstreamSecretDocument =
  | { readonly state: 'UNSET' }
  | {
      readonly state: 'SET';
      readonly apiKey: string;
      /** The provider's own id of the key, where it has one. */
      readonly apiKeyId?: string;
      /** Scheme, host and path prefix this key may be sent to. The proxy refuses every other target. */
      readonly boundTo: string;
    };

/** What a new secret holds until an operator sets a key. Secrets Manager would otherwise make up a password. */
export const UNSET_SECRET = { state: 'UNSET' } as const satisfies UpstreamSecretDocument;

/** The JSON document in the secret of the key that signs tokens. It is `UNSET` until its first rotation. */
export type SigningSecretDocument =
  | { readonly state: 'UNSET' }
  | {
      readonly state: 'SET';
      readonly kid: string;
      /** The 32 bytes of an Ed25519 private key, in base64url. */
      readonly d: string;
    };
/** Older than this, a key that a function has in memory is not used any more, whether or not the secret can be read. */
export const SECRET_USABLE_MS = 60 * 60_000;
