import { GITHUB_KEYS_URL } from '../contract/leak-intake.ts';
import type {
  AuthorizerSettings,
  DetectSettings,
  LeakIntakeSettings,
  MintSettings,
  ProxySettings,
  ResponderSettings,
  RotationSettings,
} from '../contract/settings.ts';
import { TOKENS_MOUNT } from '../contract/tokens.ts';
import type { Route, Upstream } from '../contract/upstream.ts';
import {
  hardQuotasOf,
  keyDaysMax,
  meterOf,
  productRoutes,
  responsePolicy,
  roleRoutes,
  type SallyportConfig,
  type StageConfig,
  type UpstreamConfig,
} from './config.ts';

/** https://cloud.google.com/apis/docs/system-parameters: whose quota and bill a call counts for. */
const USER_PROJECT = 'x-goog-user-project';

/** Which mount accepts a client key in which places, which paths are bait, and how old a key may be. */
export const authorizerSettings = (config: SallyportConfig, stage: StageConfig): AuthorizerSettings => ({
  mounts: [
    ...Object.values(config.upstreams).map(({ mount, carriers }) => ({ mount, carriers })),
    { mount: TOKENS_MOUNT, carriers: [{ in: 'bearer' }, { in: 'header', name: 'x-api-key' }] },
  ],
  decoyRoutes: stage.decoyRoutes,
  keyPolicy: stage.keyPolicy,
});

/** How long a token may live, and how old the key of whoever asks for one may be. */
export const mintSettings = ({ tokens, keyPolicy, cors }: StageConfig): MintSettings => ({
  ttlMaxSeconds: tokens.ttlMaxSeconds,
  cors,
  keyPolicy,
});

/** What is looked for in a key's calls. */
export const detectSettings = ({ detection }: StageConfig): DetectSettings => ({ modes: detection });

/** What is done about the use of a honeytoken and about a leaked key, and which secrets are bait. */
export const responderSettings = ({
  response,
  decoySecrets,
  leakIntake,
}: StageConfig): ResponderSettings => ({
  policy: responsePolicy(response),
  decoySecrets,
  leakAction: leakIntake.action,
});

/** Whose reports are believed. */
export const leakIntakeSettings = ({
  leakIntake,
  allowLoopbackUpstreams,
}: StageConfig): LeakIntakeSettings => ({
  githubKeysUrl: leakIntake.githubKeysUrl ?? GITHUB_KEYS_URL,
  allowLoopbackUpstreams,
});

/** What the proxy of one upstream needs to know: the upstream, and which products open which of its routes. */
export function proxySettings(config: SallyportConfig, stage: StageConfig, upstream: string): ProxySettings {
  const own = config.upstreams[upstream];
  if (own === undefined) throw new Error(`the config has no upstream ${upstream}`);
  return {
    upstream: withoutSynthFields(own),
    products: routesOf(config.products, (product) => productRoutes(config, product, upstream)),
    roles: routesOf(config.roles, (role) => roleRoutes(config, role, upstream)),
    meter: meterOf(own.preset),
    quotas: Object.fromEntries(
      Object.entries(hardQuotasOf(config)).flatMap(([plan, quotas]) => {
        const quota = quotas[upstream];
        return quota === undefined ? [] : [[plan, quota]];
      }),
    ),
    allowLoopbackUpstreams: stage.allowLoopbackUpstreams,
    cors: stage.cors,
    ...(own.rotation.driver === 'google-wif' ? { federation: own.rotation.federation } : {}),
  };
}

/** What the rotation of one upstream's key needs to know. */
export function rotationSettings(
  own: UpstreamConfig,
  { allowLoopbackUpstreams }: StageConfig,
): RotationSettings {
  const { everyDays: _days, cron: _cron, windowHours: _hours, probe, probeHeaders, ...driver } = own.rotation;
  const daysMax = keyDaysMax(own.rotation);
  return {
    upstream: withoutSynthFields(own),
    driver,
    ...(daysMax === undefined ? {} : { keyDaysMax: daysMax }),
    ...(probe === undefined ? {} : { probe }),
    ...(probeHeaders === undefined ? {} : { probeHeaders }),
    allowLoopbackUpstreams,
  };
}

const routesOf = (names: object, routes: (name: string) => readonly Route[]) =>
  Object.fromEntries(
    Object.keys(names)
      .map((name) => [name, routes(name)] as const)
      .filter(([, open]) => open.length > 0),
  );

/** The function is told what it acts on; the rest of the config is the stack's business. */
function withoutSynthFields({ preset: _preset, rotation, ...upstream }: UpstreamConfig): Upstream {
  if (rotation.driver !== 'google-wif' || rotation.userProject === undefined) return upstream;
  return { ...upstream, addHeaders: { [USER_PROJECT]: rotation.userProject } };
}
