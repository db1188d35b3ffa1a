import { createHash } from 'node:crypto';
import type { DoorAnswer, DoorCall } from '../../cli/drills/door.ts';
import type { DrillPorts } from '../../cli/drills/drill-ports.ts';
import type { MetricName } from '../../contract/metrics.ts';
import { auditItem } from '../../lambda/domain/audit-record.ts';
import { readClientKey } from '../../lambda/domain/client-key.ts';
import { isDecoy } from '../../lambda/domain/seal.ts';
import { sourceRange } from '../../lambda/domain/source-range.ts';
import { tripWindow } from '../../lambda/domain/trip-window.ts';
import { outputs } from '../cli/support.ts';
import { keyPorts } from './key-ports.ts';
import { FakeAuditSearch } from './operator-fakes.ts';

/** What a gateway may do wrong, one word for each. */
export type Flaw =
  | 'revoked keys work'
  | 'tokens can be replayed'
  | 'guesses are told apart'
  | 'guesses are recorded'
  | 'guesses are not counted'
  | 'headers give the address'
  | 'the host header is followed'
  | 'the echoed key gets out'
  | 'quotas do not end'
  | 'anybody may invoke'
  | 'decoys are let in'
  | 'decoys are refused in other words'
  | 'uses are not recorded'
  | 'uses are recorded late'
  | 'sources are not blocked'
  | 'sources are blocked late'
  | 'people are not told'
  | 'the responder is dead';

const GATEWAY = new URL(outputs.url).host;
const CANARY = 'canary.invalid';
const CLOSED = { status: 403, headers: {}, body: '{"code":"route.forbidden"}' };
const TINY = { per: 'day', zone: 'UTC', limits: { requests: 3 }, pooled: false } as const;

/** A gateway in memory on which drills are played; it has the flaws that it is given, and lives at a clock of its own. */
export class DrillWorld {
  readonly keys = keyPorts();
  readonly audit = new FakeAuditSearch();
  readonly flaws: ReadonlySet<Flaw>;
  readonly stop = new AbortController();
  /** Answer of the responder where it blocks nobody. */
  unenforced: string | undefined;
  /** The drill is stopped with this call. */
  stopAtCall = Number.POSITIVE_INFINITY;
  calls = 0;
  readonly #counted = new Map<MetricName, number>();
  #touched = 0;
  #told = 0;
  readonly #uses = new Map<string, { readonly keyHash: string; left: number }>();
  readonly #spent = new Map<string, number>();
  #jobs: { readonly at: number; readonly act: () => void }[] = [];

  constructor(flaws: readonly Flaw[] = []) {
    this.flaws = new Set(flaws);
  }

  readonly ports = (): DrillPorts => ({
    ...this.keys,
    audit: this.audit,
    mint: {
      ask: async ({ keyHash }) => {
        const token = `token-${this.#uses.size}`;
        this.#uses.set(token, { keyHash, left: 1 });
        return { status: 201, document: { token } };
      },
    },
    door: { send: async (call) => this.#send(call) },
    from: (address) => ({ 'x-local-source-ip': address }),
    canary: async () => ({
      ...{ host: CANARY, reachable: true, touched: () => this.#touched },
      close: async () => undefined,
    }),
    invoke: async () => ({
      failed: false,
      payload: this.flaws.has('anybody may invoke') ? '{}' : '{"code":"credential.rejected"}',
    }),
    outputs: {
      ...outputs,
      plans: { ...outputs.plans, tiny: 'plan-tiny' },
      hardQuotas: { tiny: { gemini: TINY } },
      upstreams: Object.fromEntries(
        Object.entries(outputs.upstreams).map(([name, of]) => [name, { ...of, proxyFunction: 'proxy' }]),
      ),
    },
    pause: async (ms) => this.#pass(ms),
    counted: async (metric) => this.#counted.get(metric) ?? 0,
    ticks: () => this.keys.now().getTime(),
    stop: this.stop.signal,
  });

  /** What a drill made and did not take away. */
  get left(): readonly string[] {
    const { registry, usageKeys, blocklist, placements } = this.keys;
    return [
      ...[...registry.items.values()].filter(({ state }) => state !== 'revoked').map(({ id }) => id),
      ...usageKeys.values.keys(),
      ...blocklist.items.keys(),
      ...[...placements.items.values()].filter(({ state }) => state !== 'removed').map(({ entry }) => entry),
    ];
  }

  #pass(ms: number): void {
    this.keys.clock.advance(ms);
    const now = this.keys.now().getTime();
    const due = this.#jobs.filter(({ at }) => at <= now);
    this.#jobs = this.#jobs.filter(({ at }) => at > now);
    for (const { act } of due) act();
  }

  #count(metric: MetricName): void {
    if (!this.flaws.has('guesses are not counted'))
      this.#counted.set(metric, (this.#counted.get(metric) ?? 0) + 1);
  }

  #later(ms: number, act: () => void): void {
    this.#jobs.push({ at: this.keys.now().getTime() + ms, act });
  }

  #send({ target, headers }: DoorCall): DoorAnswer {
    this.calls += 1;
    if (this.calls >= this.stopAtCall) this.stop.abort();
    const claimed = headers['x-forwarded-for'];
    const believed = claimed !== undefined && this.flaws.has('headers give the address');
    const ip = believed ? claimed : (headers['x-local-source-ip'] ?? '198.51.100.1');
    const { authorization = '' } = headers;
    const credential = authorization.replace('Bearer ', '');
    if (this.keys.blocklist.items.has(`block#${sourceRange(ip)}`)) return this.#refusal();
    const use = this.#uses.get(credential);
    if (use !== undefined) {
      if (use.left === 0 && !this.flaws.has('tokens can be replayed')) return this.#refusal();
      use.left = 0;
    }
    const keyHash = use?.keyHash ?? readClientKey(credential)?.keyHash ?? '';
    const record = this.keys.registry.items.get(keyHash);
    if (record === undefined) {
      this.#later(60_000, () => this.#count(keyHash === '' ? 'CredentialMalformed' : 'CredentialUnknown'));
      if (this.flaws.has('guesses are recorded')) this.#record('', headers['user-agent'] ?? '', 0);
      return this.#refusal(this.flaws.has('guesses are told apart') ? credential : '');
    }
    if (isDecoy(record, this.keys.seals.item?.sealKey)) return this.#trip(record.id, ip);
    const works = record.state === 'active' || this.flaws.has('revoked keys work');
    if (!works || (record.ips.length > 0 && !record.ips.includes(ip))) return this.#refusal();
    const { host } = headers;
    if (this.flaws.has('the host header is followed') && host !== GATEWAY) {
      this.#touched += 1;
      return { ...CLOSED, status: 502 };
    }
    return this.#answer(target, record);
  }

  #answer(target: string, { id, plan }: { readonly id: string; readonly plan: string }): DoorAnswer {
    if (target === '/gemini/echo') {
      this.#record(id, '', this.flaws.has('the echoed key gets out') ? 0 : 1);
      return { status: 200, headers: {}, body: '[removed]' };
    }
    if (!target.endsWith('/gemini/cheap')) return CLOSED;
    const spent = (this.#spent.get(id) ?? 0) + 1;
    this.#spent.set(id, spent);
    const over = plan === 'tiny' && spent > TINY.limits.requests && !this.flaws.has('quotas do not end');
    return { status: over ? 429 : 200, headers: over ? { 'retry-after': '60' } : {}, body: '' };
  }

  #refusal(about = ''): DoorAnswer {
    this.#told += 1;
    const requestId = `request-${this.#told}`;
    return {
      status: 401,
      headers: {},
      body: JSON.stringify({ code: 'credential.rejected', about, requestId }),
    };
  }

  #record(keyId: string, userAgent: string, scrubbed: number): void {
    const callId = createHash('sha256').update(String(this.audit.items.length)).digest('hex');
    const facts = {
      callId,
      keyId,
      userAgent,
      client: '',
      upstream: 'gemini',
      method: 'GET',
      route: '',
      ip: '',
    };
    for (const kind of ['decision', 'outcome'] as const)
      this.audit.items.push(
        auditItem(kind, { ...facts, verdict: 'allowed' }, { scrubbed }, this.keys.now(), 90),
      );
  }

  #trip(tokenId: string, ip: string): DoorAnswer {
    const { flaws } = this;
    const { trips, blocklist, pages, now } = this.keys;
    const source = sourceRange(ip) ?? ip;
    const window = tripWindow(now());
    const trip = {
      at: now().toISOString(),
      ip,
      userAgent: '',
      method: 'GET',
      mount: '',
      carrier: '',
      callId: '',
    };
    if (!flaws.has('uses are not recorded'))
      this.#later(flaws.has('uses are recorded late') ? 2_500 : 0, () => {
        void trips.record({ tokenId, window, trip, source });
      });
    this.#later(flaws.has('sources are blocked late') ? 6_000 : 3_000, () => {
      if (flaws.has('the responder is dead')) return;
      const done = this.unenforced ?? 'source blocked until later';
      trips.items = trips.items.map((item) =>
        item.tokenId === tokenId ? { ...item, answers: { [source]: done } } : item,
      );
      const block = {
        tokenId: 'watch',
        entry: `block#${source}`,
        range: source,
        reason: '',
        by: 'responder',
      };
      if (this.unenforced === undefined && !flaws.has('sources are not blocked'))
        void blocklist.put({ ...block, tokenId: 'watch', createdAt: trip.at, expiresAt: 2_000_000_000 });
      const page = { tokenId, entry: 'page#last', pageId: '1', pagedAt: trip.at, told: {}, expiresAt: 0 };
      if (!flaws.has('people are not told')) void pages.replace(undefined, { ...page, state: 'sent' });
    });
    if (flaws.has('decoys are let in')) return CLOSED;
    return this.#refusal(flaws.has('decoys are refused in other words') ? 'a decoy' : '');
  }
}
