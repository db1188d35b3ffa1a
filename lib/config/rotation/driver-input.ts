import type {
  AdminCredential,
  GoogleFederation,
  KeySlot,
  SlotCall,
  WebhookSettings,
} from '../../../contract/key-drivers.ts';
import type { ManualDriver } from '../../../contract/rotation.ts';

/** What the user writes of Google's federation; the rest is Google's. */
export type FederationInput = Pick<GoogleFederation, 'audience' | 'serviceAccount'> &
  Partial<GoogleFederation>;

/** Who makes and retires the keys, as the user writes it. `docs/drivers.md` says what each needs at the provider. */
export type DriverInput =
  | ManualDriver
  | {
      readonly driver: 'google-api-keys';
      /** Id or number of the project that owns the keys. */
      readonly project: string;
      readonly federation: FederationInput;
      /** Services that a key may call. @example `['generativelanguage.googleapis.com']` */
      readonly apiTargets: readonly string[];
      /** Addresses that may use a key. @default all */
      readonly allowedIps?: readonly string[];
      /** The service account a key acts as; Gemini's newer keys need one. @default none */
      readonly boundServiceAccount?: string;
      /** @default Google's */
      readonly apiUrl?: string;
    }
  | {
      readonly driver: 'google-wif';
      readonly federation: FederationInput;
      /** The project that pays. @default that of the service account */
      readonly userProject?: string;
    }
  | {
      readonly driver: 'openai-admin';
      /** @example `'proj_abc'` */
      readonly project: string;
      /** After this a key dies by itself. @default never */
      readonly expiresInDays?: number;
      /** @default OpenAI's */
      readonly apiUrl?: string;
    }
  | {
      readonly driver: 'two-keys';
      readonly slots: readonly [KeySlot, KeySlot];
      readonly credential: AdminCredential;
      readonly regenerate: SlotCall;
      readonly read: SlotCall;
    }
  | {
      readonly driver: 'webhook';
      /** `{ url }` or `{ functionArn }` */
      readonly target: WebhookSettings['target'];
    };
