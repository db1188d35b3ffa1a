import type { GoogleApiKeysSettings } from '../../contract/key-drivers.ts';
import { googleTokens } from '../../lambda/adapters/google/google-token.ts';
import { GoogleApiKeys } from '../../lambda/adapters/providers/google-api-keys.ts';
import { providerCall } from '../../lambda/adapters/providers/provider-call.ts';
import { type GoogleApiKeysOptions, googleApiKeys } from '../../sandbox/google-api-keys/google-api-keys.ts';
import { type GoogleStsOptions, googleSts } from '../../sandbox/google-sts/google-sts.ts';
import { startStandIn } from '../../sandbox/stand-in/start-stand-in.ts';

export const AUDIENCE =
  '//iam.googleapis.com/projects/103621867718/locations/global/workloadIdentityPools/aws/providers/sallyport';
export const SERVICE_ACCOUNT = 'rotation@project.iam.gserviceaccount.com';

export const AWS_CONNECTION = {
  region: 'eu-central-1',
  credentials: {
    accessKeyId: 'ASIAEXAMPLE',
    secretAccessKey: 'aws-secret-access-key-not-to-be-sent',
    sessionToken: 'aws-session-token',
  },
  endpointUrl: undefined,
};

/** Google's two services that a rotation speaks to, and a driver that speaks to them. Time passes only while the driver waits. */
export async function googleStandIns(
  options: Partial<GoogleApiKeysOptions> & Pick<Partial<GoogleStsOptions>, 'awsAccepts'> = {},
) {
  let waitedMs = 0;
  const startedAt = Date.now();
  const now = () => new Date(startedAt + waitedMs);
  // Signatures are made with the machine's own clock.
  const sts = googleSts({
    now: () => new Date(),
    audience: AUDIENCE,
    serviceAccount: SERVICE_ACCOUNT,
    ...options,
  });
  const keys = googleApiKeys({ now, acceptsToken: sts.accepts, ...options });
  const [stsServer, keysServer] = await Promise.all([startStandIn(sts.api), startStandIn(keys.api)]);
  const federation = {
    audience: AUDIENCE,
    serviceAccount: SERVICE_ACCOUNT,
    scopes: ['https://www.googleapis.com/auth/cloud-platform'],
    stsUrl: stsServer.baseUrl,
    iamCredentialsUrl: stsServer.baseUrl,
  };
  const settings: GoogleApiKeysSettings = {
    driver: 'google-api-keys',
    project: 'project',
    apiUrl: keysServer.baseUrl,
    federation,
    apiTargets: ['generativelanguage.googleapis.com'],
    allowedIps: ['198.51.100.7'],
    boundServiceAccount: 'gemini@project.iam.gserviceaccount.com',
  };
  const call = providerCall({ allowLoopback: true }, 2_000);
  const token = googleTokens(federation, AWS_CONNECTION, call);
  const sleep = async (ms: number) => {
    waitedMs += ms;
  };
  return {
    keys,
    keysServer,
    sts,
    stsServer,
    federation,
    settings,
    token,
    now,
    sleep,
    waitedMs: () => waitedMs,
    provider: new GoogleApiKeys(settings, { call, token, sleep }),
    close: () => Promise.all([stsServer.close(), keysServer.close()]),
  };
}
