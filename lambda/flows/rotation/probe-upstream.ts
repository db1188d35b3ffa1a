import { type AuthorizerContext, UNNARROWED } from '../../../contract/authorizer-context.ts';
import type { Upstream } from '../../../contract/upstream.ts';
import type { Call } from '../../domain/call.ts';
import { decide } from '../../domain/decide.ts';
import { Fault } from '../../domain/fault.ts';
import { refusesOurKey } from '../../domain/upstream-refusal.ts';
import { mayBeSentTo } from '../../domain/upstream-secret.ts';
import type { UpstreamPort } from '../ports.ts';
import { readBounded } from '../read-bounded.ts';
import type { HeldKey, KeyProbe } from '../rotation-ports.ts';

export interface ProbeSettings {
  readonly upstream: Upstream;
  /** Path of the cheapest call, with its query, relative to the base URL. */
  readonly probe: string;
  readonly probeHeaders?: Readonly<Record<string, string>>;
}

/** A refusal says so early; anything longer is an answer. */
const REFUSAL_BYTES_MAX = 65_536;
const PATIENCE_MS = 15_000;
const NOBODY: AuthorizerContext = {
  ...{ keyId: '', client: '', plan: '', products: 'probe' },
  ...{ role: UNNARROWED, scopes: UNNARROWED },
};

/** Asks with one key by the cheapest call of the config, on the way that every client's call takes. */
export function probeUpstream(port: UpstreamPort, settings: ProbeSettings): KeyProbe {
  const { upstream, probe, probeHeaders = {} } = settings;
  const [path = '', query = ''] = probe.split('?');
  const route = { methods: ['GET'], path };
  const call: Call = {
    ...{ callId: 'probe', method: 'GET', path, body: Buffer.alloc(0) },
    ...{ ip: '', userAgent: '', gatewayUrl: '', caller: NOBODY },
    query: [...new URLSearchParams(query)],
    headers: [['accept', '*/*'], ...Object.entries(probeHeaders)],
  };
  const decision = decide(call, {
    upstream: { ...upstream, routes: [route] },
    products: { probe: [route] },
    roles: {},
  });
  if (decision.kind !== 'allow') throw new Fault('internal');
  const ask = async ({ secret, boundTo }: HeldKey): Promise<'accepted' | 'refused' | 'unclear'> => {
    const key = { secret, boundTo, version: '' };
    const answer = await port.forward(decision.call, key, AbortSignal.timeout(PATIENCE_MS));
    try {
      const { text } = await readBounded(answer.body, REFUSAL_BYTES_MAX);
      if (refusesOurKey(upstream.refusals, answer.status, text)) return 'refused';
      return answer.status >= 200 && answer.status <= 299 ? 'accepted' : 'unclear';
    } finally {
      answer.discard();
    }
  };
  return {
    probe: async (key) =>
      mayBeSentTo(key, upstream.baseUrl) ? ask(key).catch(() => 'unclear' as const) : 'unclear',
  };
}
