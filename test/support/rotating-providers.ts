import { googleApiKeys } from '../../sandbox/google-api-keys/google-api-keys.ts';
import { googleSts } from '../../sandbox/google-sts/google-sts.ts';
import { openAiAdmin } from '../../sandbox/openai-admin/openai-admin.ts';
import type { JsonAnswer, JsonCall } from '../../sandbox/stand-in/json-call.ts';
import { startStandIn } from '../../sandbox/stand-in/start-stand-in.ts';
import { AUDIENCE, SERVICE_ACCOUNT } from './google-stand-ins.ts';

const PROJECT = 'proj_a';
const now = () => new Date();
const unknownKey: Readonly<Record<'openai' | 'gemini', JsonAnswer>> = {
  openai: { status: 401, json: { error: { code: 'invalid_api_key' } } },
  gemini: { status: 400, json: { error: { details: [{ reason: 'API_KEY_INVALID' }] } } },
};
const keyOf = ({ headers }: JsonCall): string =>
  String(headers['x-goog-api-key'] ?? headers['authorization'] ?? '').replace(/^Bearer /, '');

/** Two providers whose APIs take the keys that their management APIs have made, and the config of a gateway before them. */
export async function rotatingProviders() {
  const openai = openAiAdmin({ now, project: PROJECT });
  const sts = googleSts({ now, audience: AUDIENCE, serviceAccount: SERVICE_ACCOUNT });
  const google = googleApiKeys({ now, acceptsToken: sts.accepts });
  const takers = { openai, gemini: google };
  /** Calls with a key that the provider does not take (any more). */
  const refused: string[] = [];
  /** Path and key of every call that was taken. */
  const served = new Set<string>();
  const api = (name: 'openai' | 'gemini') => (call: JsonCall) => {
    const key = keyOf(call);
    if (takers[name].accepts(key)) {
      served.add(`${call.path} ${key}`);
      return { status: 200, json: { data: [], models: [] } };
    }
    refused.push(`${name} ${call.path}`);
    return unknownKey[name];
  };
  const servers = {
    openaiAdmin: await startStandIn(openai.api),
    openai: await startStandIn(api('openai')),
    sts: await startStandIn(sts.api),
    googleKeys: await startStandIn(google.api),
    gemini: await startStandIn(api('gemini')),
  };
  const { baseUrl: stsUrl } = servers.sts;
  const federation = { audience: AUDIENCE, serviceAccount: SERVICE_ACCOUNT };
  const config = {
    upstreams: {
      openai: {
        preset: 'openai',
        baseUrl: servers.openai.baseUrl,
        rotation: { driver: 'openai-admin', project: PROJECT, apiUrl: servers.openaiAdmin.baseUrl },
      },
      gemini: {
        preset: 'gemini',
        baseUrl: servers.gemini.baseUrl,
        rotation: {
          ...{ driver: 'google-api-keys', project: 'project', apiUrl: servers.googleKeys.baseUrl },
          everyDays: 365,
          apiTargets: ['generativelanguage.googleapis.com'],
          federation: { ...federation, stsUrl, iamCredentialsUrl: stsUrl },
        },
      },
    },
    products: { all: [{ upstream: 'openai' }, { upstream: 'gemini' }] },
    plans: { pro: { rate: 1_000, burst: 1_000 } },
    stages: { local: { allowLoopbackUpstreams: true, tokens: { rotateSignerDays: 365 } } },
  };
  return {
    config,
    refused,
    served,
    adminKey: openai.adminKey,
    /** Every key that was ever made. */
    made: () => [...openai.accounts.map(({ key }) => key), ...google.keys.map(({ keyString }) => keyString)],
    alive: () => ({
      openai: openai.accounts.filter(({ deletedAt }) => deletedAt === undefined).length,
      gemini: google.keys.filter(({ deletedAt }) => deletedAt === undefined).length,
    }),
    close: () => Promise.all(Object.values(servers).map((server) => server.close())),
  };
}

export type RotatingProviders = Awaited<ReturnType<typeof rotatingProviders>>;
