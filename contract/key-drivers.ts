/** How an AWS role becomes a Google service account, without a Google key: Workload Identity Federation. Nothing here is secret. */
export interface GoogleFederation {
  /** `//iam.googleapis.com/projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER` */
  readonly audience: string;
  /** The service account that is impersonated. */
  readonly serviceAccount: string;
  readonly scopes: readonly string[];
  /** Scheme and host of Google's Security Token Service and of its IAM Credentials API. */
  readonly stsUrl: string;
  readonly iamCredentialsUrl: string;
}

export interface GoogleApiKeysSettings {
  readonly driver: 'google-api-keys';
  /** Id or number of the project that owns the keys. */
  readonly project: string;
  readonly apiUrl: string;
  readonly federation: GoogleFederation;
  /** Service names that a key may call, e.g. `generativelanguage.googleapis.com`. */
  readonly apiTargets: readonly string[];
  /** Addresses that may use a key; empty means all. */
  readonly allowedIps: readonly string[];
  /** The service account a key acts as; Gemini's newer keys need one. */
  readonly boundServiceAccount?: string;
}

export interface OpenAiAdminSettings {
  readonly driver: 'openai-admin';
  /** `proj_…` */
  readonly project: string;
  readonly apiUrl: string;
  /** After this a key dies by itself. Absent: never. */
  readonly expiresInDays?: number;
}

/** How the calls of a provider's management API are authenticated with the secret for administration. */
export type AdminCredential =
  | { readonly as: 'header'; readonly name: string }
  | { readonly as: 'bearer' }
  /** RFC 6749, section 4.4: the secret is the client's, and buys a bearer token. */
  | {
      readonly as: 'oauth-client';
      readonly tokenUrl: string;
      readonly clientId: string;
      readonly scope: string;
    };

/** One call of a provider's management API. `{slot}` in URL and body stands for the slot's name. */
export interface SlotCall {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** A JSON document. */
  readonly body?: string;
}

export interface TwoKeysSettings {
  readonly driver: 'two-keys';
  readonly slots: readonly [KeySlot, KeySlot];
  readonly credential: AdminCredential;
  /** Makes a new value for a slot; the old one is dead after it. */
  readonly regenerate: SlotCall;
  /** Answers with the values of both slots. */
  readonly read: SlotCall;
}

export interface KeySlot {
  /** As the provider calls it in its calls. */
  readonly name: string;
  /** RFC 6901: where its value lies in the answers. */
  readonly valueAt: string;
}

export interface WebhookSettings {
  readonly driver: 'webhook';
  readonly target: { readonly url: string } | { readonly functionArn: string };
}

/** No key at all: the proxy injects short-lived access tokens, and there is nothing to rotate. */
export interface GoogleWifSettings {
  readonly driver: 'google-wif';
  readonly federation: GoogleFederation;
  /** The project that pays and whose quota counts. Absent: that of the service account. */
  readonly userProject?: string;
}

/** What the driver of one upstream's keys needs to know; what is secret lies in the secret for administration. */
export type KeyDriverSettings =
  | GoogleApiKeysSettings
  | OpenAiAdminSettings
  | TwoKeysSettings
  | WebhookSettings;
