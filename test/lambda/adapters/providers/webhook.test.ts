import { afterEach, expect, test } from '@jest/globals';
import { Webhook as Verifier } from 'standardwebhooks';
import { providerCall } from '../../../../lambda/adapters/providers/provider-call.ts';
import { Webhook } from '../../../../lambda/adapters/providers/webhook.ts';
import { type InvokeFunction, webhookCall } from '../../../../lambda/adapters/providers/webhook-call.ts';
import { Secret } from '../../../../lambda/domain/secret.ts';
import type { JsonCall } from '../../../../sandbox/stand-in/json-call.ts';
import { type StandIn, startStandIn } from '../../../../sandbox/stand-in/start-stand-in.ts';

let server: StandIn | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const outcome = (asked: Promise<unknown>) => asked.catch((error: unknown) => String(error));
const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
type Call = Pick<JsonCall, 'headers' | 'body'>;

/** Somebody's own key service: it believes only what the standard's own library verifies. */
function keyService() {
  const keys = new Map<string, { id: string; name: string; value: string; deleted: boolean }>();
  const ids: string[] = [];
  const answer = (status: number, json: unknown) => ({ status, json });
  const handle = ({ headers, body }: Call) => {
    new Verifier(SECRET).verify(body, headers as Record<string, string>);
    ids.push(String(headers['webhook-id']));
    const { type, upstream, data } = JSON.parse(body) as {
      type: string;
      upstream: string;
      data: Record<string, string>;
    };
    if (upstream !== 'weather') return answer(400, {});
    const { name = '', id = '' } = data;
    const key = keys.get(id);
    switch (type) {
      case 'key.mint': {
        const made = [...keys.values()].find((one) => one.name === name) ?? {
          id: `id-${keys.size}`,
          name,
          value: `value-of-${name}`,
          deleted: false,
        };
        keys.set(made.id, made);
        return answer(200, { id: made.id, value: made.value });
      }
      case 'key.list':
        return answer(200, {
          keys: [...keys.values()].map(({ value: _value, ...rest }) => ({
            ...rest,
            createdAt: '2026-11-26T12:00:00Z',
          })),
        });
      case 'key.reveal':
        return answer(200, key === undefined ? {} : { value: key.value });
      case 'key.retire':
        if (key !== undefined) key.deleted = true;
        return answer(204, {});
      default:
        return answer(410, {});
    }
  };
  return { handle, ids, keys };
}

const provider = (call: ReturnType<typeof webhookCall>, now = () => new Date(), secret = SECRET) => {
  let message = 0;
  return new Webhook('weather', {
    call,
    admin: { read: async () => new Secret(secret, 'signing secret') },
    sleep: async () => undefined,
    now,
    messageId: () => String(++message),
  });
};

async function overHttps(service: ReturnType<typeof keyService>) {
  server = await startStandIn(service.handle);
  const call = providerCall({ allowLoopback: true }, 2_000);
  return webhookCall({ url: `${server.baseUrl}/keys` }, call, () =>
    Promise.reject(new Error('not this way')),
  );
}

const asFunction =
  (service: ReturnType<typeof keyService>): InvokeFunction =>
  async (functionArn, payload) => {
    expect(functionArn).toBe('arn:aws:lambda:eu-central-1:111122223333:function:keys');
    const { status, json } = service.handle(JSON.parse(payload) as Call);
    return { failed: false, payload: JSON.stringify({ statusCode: status, body: JSON.stringify(json) }) };
  };

const overLambda = async (service: ReturnType<typeof keyService>) =>
  webhookCall(
    { functionArn: 'arn:aws:lambda:eu-central-1:111122223333:function:keys' },
    () => Promise.reject(new Error('not this way')),
    asFunction(service),
  );

test.each([
  ['an HTTPS endpoint', overHttps],
  ['a function', overLambda],
])(
  "keys are made, listed, revealed and retired through %s, each call signed to the standard's own library",
  async (_what, over) => {
    const service = keyService();
    const webhook = provider(await over(service));
    const { id, secret } = await webhook.mint('sallyport/1', ['kept']);
    expect(secret?.reveal()).toBe('value-of-sallyport/1');
    expect((await webhook.reveal(id))?.reveal()).toBe('value-of-sallyport/1');
    expect(await webhook.reveal('unknown')).toBeUndefined();
    await webhook.retire(id);
    expect(await webhook.list('sallyport/')).toMatchObject([{ id, name: 'sallyport/1', deleted: true }]);
    expect(await webhook.list('other/')).toEqual([]);
    expect(await outcome(webhook.restore(id))).toContain('too_late');
  },
);

test('one wish for a key has one message id, however often it is sent; every other call has its own', async () => {
  const service = keyService();
  const webhook = provider(await overHttps(service));
  let lost = 0;
  server?.mishaps(() => (lost++ < 2 ? 'lost after' : undefined));
  await webhook.mint('sallyport/1', []);
  await webhook.mint('sallyport/1', []);
  expect(service.ids).toEqual(Array(4).fill('mint_sallyport/1'));
  expect(service.keys.size).toBe(1);
  await webhook.reveal('a');
  await webhook.reveal('a');
  expect(new Set(service.ids.slice(4)).size).toBe(2);
});

test('a call that is five minutes old, or signed with another secret, is refused by the verifier', async () => {
  const service = keyService();
  const refusing = {
    ...service,
    handle: (call: Call) => {
      try {
        return service.handle(call);
      } catch {
        return { status: 401, json: {} };
      }
    },
  };
  const call = await overHttps(refusing);
  const old = provider(call, () => new Date(Date.now() - 301_000));
  expect(await outcome(old.mint('name', []))).toContain('unauthorised (401)');
  const other = provider(call, undefined, `whsec_${Buffer.alloc(32, 8).toString('base64')}`);
  expect(await outcome(other.mint('name', []))).toContain('unauthorised (401)');
});

test('a signing secret that is too short signs nothing', async () => {
  const service = keyService();
  const webhook = provider(await overHttps(service), undefined, 'whsec_c2hvcnQ=');
  expect(await outcome(webhook.mint('name', []))).toContain('not_configured');
  expect(service.ids).toEqual([]);
});

test.each([
  ['threw', { failed: true, payload: '{"errorMessage":"value-of-a-key"}' }, 'unreachable'],
  ['answers with no JSON', { failed: false, payload: 'value-of-a-key' }, 'unreadable'],
  ['answers without a body', { failed: false, payload: '{"statusCode":200}' }, 'unreadable'],
])('a function that %s is no answer, and the fault repeats none of it', async (_how, answer, said) => {
  const call = webhookCall(
    { functionArn: 'arn' },
    () => Promise.reject(new Error()),
    async () => answer,
  );
  expect(await outcome(provider(call).mint('name', []))).toBe(
    `ProviderFault: asking the webhook for a key: ${said}`,
  );
});

test.each([[{}], [{ keys: [{}] }], [{ keys: [{ id: 'i', name: 'n', createdAt: 'yesterday' }] }], [null]])(
  'a list of %j is no list',
  async (json) => {
    server = await startStandIn(() => ({ status: 200, json }));
    const call = webhookCall({ url: server.baseUrl }, providerCall({ allowLoopback: true }), () =>
      Promise.reject(new Error()),
    );
    expect(await outcome(provider(call).list(''))).toContain('unreadable');
  },
);
