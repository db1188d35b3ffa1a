import type { RotationDriver } from '../../contract/rotation.ts';
import type { AwsConnection } from '../adapters/aws-connection.ts';
import { googleTokens } from '../adapters/google/google-token.ts';
import { keptGoogleToken } from '../adapters/google/kept-google-token.ts';
import { GoogleApiKeys } from '../adapters/providers/google-api-keys.ts';
import { OpenAiAdmin } from '../adapters/providers/openai-admin.ts';
import type { Sleep } from '../adapters/providers/patient-call.ts';
import type { ProviderCall } from '../adapters/providers/provider-call.ts';
import { TwoKeys } from '../adapters/providers/two-keys.ts';
import { Webhook } from '../adapters/providers/webhook.ts';
import { type InvokeFunction, webhookCall } from '../adapters/providers/webhook-call.ts';
import type { Secret } from '../domain/secret.ts';
import type { DriverCredential, KeyProvider } from '../flows/rotation-ports.ts';

export interface ProviderSurroundings {
  readonly upstream: string;
  /** The secret for administration, where the driver has one. */
  readonly credential: DriverCredential;
  /** Every value of the upstream's key that a proxy may still send. */
  readonly inUse: () => Promise<readonly Secret[]>;
  readonly connection: AwsConnection;
  readonly call: ProviderCall;
  readonly invoke: InvokeFunction;
  readonly sleep: Sleep;
  readonly messageId: () => string;
  readonly now: () => Date;
}

/** The provider that a driver speaks to; none where an operator makes the keys, or where there are none. */
export function providerOf(driver: RotationDriver, around: ProviderSurroundings): KeyProvider | undefined {
  const { credential: admin, connection, call, now } = around;
  switch (driver.driver) {
    case 'manual':
    case 'google-wif':
      return undefined;
    case 'google-api-keys': {
      const token = keptGoogleToken(googleTokens(driver.federation, connection, call), now);
      return new GoogleApiKeys(driver, { ...around, token });
    }
    case 'openai-admin':
      return new OpenAiAdmin(driver, { ...around, admin });
    case 'two-keys':
      return new TwoKeys(driver, { ...around, admin });
    case 'webhook':
      return new Webhook(around.upstream, {
        ...around,
        admin,
        call: webhookCall(driver.target, call, around.invoke),
      });
  }
}
