import { GoogleApiKeys } from '../../lambda/adapters/providers/google-api-keys.ts';
import { OpenAiAdmin } from '../../lambda/adapters/providers/openai-admin.ts';
import type { ProviderCall } from '../../lambda/adapters/providers/provider-call.ts';
import { TwoKeys } from '../../lambda/adapters/providers/two-keys.ts';
import { Webhook } from '../../lambda/adapters/providers/webhook.ts';
import { Secret } from '../../lambda/domain/secret.ts';
import type { KeyProvider } from '../../lambda/flows/rotation-ports.ts';
import { googleApiKeys } from '../../sandbox/google-api-keys/google-api-keys.ts';
import { openAiAdmin } from '../../sandbox/openai-admin/openai-admin.ts';
import type { JsonApi } from '../../sandbox/stand-in/json-call.ts';
import { twoSlots } from '../../sandbox/two-slots/two-slots.ts';
import { FakeClock } from './fake-clock.ts';

/** A driver and the stand-in that it speaks to, in one process: every call to the provider passes `wire`. */
export interface DrivenProvider {
  readonly provider: KeyProvider;
  /** Another process of the same driver before the same stand-in. `inUse` are the keys that proxies may send. */
  over(wire: Wire, inUse: () => Promise<readonly Secret[]>): KeyProvider;
  readonly clock: FakeClock;
  accepts(key: string): boolean;
  /** How many keys the provider takes now. */
  alive(): number;
  /** The key that was in use before, and its id where it has one. */
  readonly first: () => Promise<{ readonly id: string | undefined; readonly text: string }>;
}

export type Wire = (call: ProviderCall) => ProviderCall;

/** A management API as a call: what is sent and answered goes through JSON, and nowhere else. */
const callOf =
  (api: JsonApi): ProviderCall =>
  async ({ method, url, headers = {}, credential, body = '' }) => {
    const { pathname: path, searchParams: query } = new URL(url);
    const secret = credential && {
      [credential.header]: (credential.prefix ?? '') + credential.secret.reveal(),
    };
    const { status, json } = api({ method, path, query, headers: { ...headers, ...secret }, body });
    return { status, json: JSON.parse(JSON.stringify(json)) as unknown, retryAfterSeconds: undefined };
  };

const firstOf = (provider: KeyProvider) => async () => {
  const { id, secret } = await provider.mint('sallyport-test-api-first', []);
  return { id, text: (secret ?? (await provider.reveal(id)))?.reveal() ?? '' };
};

function google(wire: Wire): DrivenProvider {
  const clock = new FakeClock();
  const sandbox = googleApiKeys({ now: clock.now, acceptsToken: () => true, operationCalls: 2 });
  const over = (through: Wire) =>
    new GoogleApiKeys(
      {
        driver: 'google-api-keys',
        project: 'project',
        apiUrl: 'https://apikeys.googleapis.com',
        federation: { audience: '', serviceAccount: '', scopes: [], stsUrl: '', iamCredentialsUrl: '' },
        apiTargets: ['generativelanguage.googleapis.com'],
        allowedIps: [],
      },
      {
        call: through(callOf(sandbox.api)),
        token: async () => ({ secret: new Secret('token', 'token'), expiresAt: new Date(8e15) }),
        sleep: async (ms) => clock.advance(ms),
      },
    );
  const provider = over(wire);
  return {
    provider,
    over,
    clock,
    accepts: sandbox.accepts,
    alive: () => sandbox.keys.filter(({ deletedAt }) => deletedAt === undefined).length,
    first: firstOf(provider),
  };
}

function openAi(wire: Wire): DrivenProvider {
  const clock = new FakeClock();
  const sandbox = openAiAdmin({ now: clock.now, project: 'proj_a' });
  const over = (through: Wire) =>
    new OpenAiAdmin(
      { driver: 'openai-admin', project: 'proj_a', apiUrl: 'https://api.openai.com' },
      {
        call: through(callOf(sandbox.api)),
        admin: { read: async () => new Secret(sandbox.adminKey, 'admin') },
        sleep: async (ms) => clock.advance(ms),
      },
    );
  const provider = over(wire);
  return {
    provider,
    over,
    clock,
    accepts: sandbox.accepts,
    alive: () => sandbox.accounts.filter(({ deletedAt }) => deletedAt === undefined).length,
    first: firstOf(provider),
  };
}

function slots(wire: Wire): DrivenProvider {
  const clock = new FakeClock();
  const sandbox = twoSlots();
  const first = sandbox.values.key1;
  const account =
    'https://x/subscriptions/sub/resourceGroups/group/providers/Microsoft.CognitiveServices/accounts/account';
  const over: DrivenProvider['over'] = (through, inUse) =>
    new TwoKeys(
      {
        driver: 'two-keys',
        slots: [
          { name: 'Key1', valueAt: '/key1' },
          { name: 'Key2', valueAt: '/key2' },
        ],
        credential: {
          as: 'oauth-client',
          tokenUrl: 'https://x/tenant/oauth2/v2.0/token',
          clientId: 'c',
          scope: 's',
        },
        regenerate: {
          method: 'POST',
          url: `${account}/regenerateKey?api-version=1`,
          body: '{"keyName":"{slot}"}',
        },
        read: { method: 'POST', url: `${account}/listKeys?api-version=1` },
      },
      {
        call: through(callOf(sandbox.api)),
        admin: { read: async () => new Secret(sandbox.clientSecret, 'admin') },
        inUse,
        sleep: async (ms) => clock.advance(ms),
      },
    );
  const provider = over(wire, async () => [new Secret(first, 'in use')]);
  return {
    provider,
    over,
    clock,
    accepts: sandbox.accepts,
    alive: () => 2,
    first: async () => ({ id: undefined, text: first }),
  };
}

interface WebhookKey {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly createdAt: Date;
  deleted: boolean;
}

/** Somebody's endpoint that keeps the contract of docs/rotation-webhook.md; `webhook.test.ts` holds the signatures to the standard. */
function webhook(wire: Wire): DrivenProvider {
  const clock = new FakeClock();
  const keys: WebhookKey[] = [];
  const api: JsonApi = ({ body }) => {
    const { type, data } = JSON.parse(body) as { type: string; data: Record<string, string> };
    const known = keys.find(({ id, name }) => id === data['id'] || name === data['name']);
    if (type === 'key.list') return { status: 200, json: { keys: keys.map(({ value: _, ...key }) => key) } };
    if (type === 'key.reveal')
      return { status: 200, json: known === undefined ? {} : { value: known.value } };
    if (type === 'key.retire') {
      if (known !== undefined) known.deleted = true;
      return { status: 200, json: {} };
    }
    const made = known ?? {
      ...{ id: `id-${keys.length}`, name: data['name'] ?? '' },
      ...{ value: `value-of-key-${keys.length}`, createdAt: clock.now(), deleted: false },
    };
    if (known === undefined) keys.push(made);
    return { status: 200, json: { id: made.id, value: made.value } };
  };
  let message = 0;
  const signing = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const over = (through: Wire) =>
    new Webhook('api', {
      call: through((request) => callOf(api)({ ...request, url: 'https://keys.example.com/' })),
      admin: { read: async () => new Secret(signing, 'signing secret') },
      sleep: async (ms) => clock.advance(ms),
      now: clock.now,
      messageId: () => String(++message),
    });
  const provider = over(wire);
  return {
    provider,
    over,
    clock,
    accepts: (value) => keys.some((key) => key.value === value && !key.deleted),
    alive: () => keys.filter(({ deleted }) => !deleted).length,
    first: firstOf(provider),
  };
}

/** Every driver whose provider has a stand-in. */
export const DRIVEN: Readonly<Record<string, (wire: Wire) => DrivenProvider>> = {
  'google-api-keys': google,
  'openai-admin': openAi,
  'two-keys': slots,
  webhook,
};
