import { SECRET_USABLE_MS } from '../../contract/secrets.ts';
import { graceMs } from '../../lambda/domain/rotation/grace.ts';
import { keyPrefix } from '../../lambda/domain/rotation/key-name.ts';
import { ROTATION_STEPS } from '../../lambda/domain/rotation/next-rotation-action.ts';
import { rotateKey } from '../../lambda/flows/rotation/rotate-key.ts';
import type { RotationDeps } from '../../lambda/flows/rotation/rotation-deps.ts';
import { sweepKeys } from '../../lambda/flows/rotation/sweep-keys.ts';
import type { KeyProbe } from '../../lambda/flows/rotation-ports.ts';
import { keysInUse } from '../../lambda/rotation/keys-in-use.ts';
import type { DrivenProvider, Wire } from './driver-stand-ins.ts';
import { FakeEventBus } from './fake-event-bus.ts';
import { FakeMetrics } from './fake-metrics.ts';
import { FakeRotationSecret } from './fake-rotation-secret.ts';
import { type Crash, callIn, crashable, HOUR, MINUTE, REQUEST_MS, SECRET_METHODS } from './rotation-world.ts';

/** One upstream's secret and a real driver before its provider's stand-in: every request to the provider is a call of its own. */
export class DrivenWorld {
  readonly driven: DrivenProvider;
  readonly secret: FakeRotationSecret;
  readonly #served = new Map<string, number>();

  constructor(driven: DrivenProvider) {
    this.driven = driven;
    this.secret = new FakeRotationSecret(driven.clock.now);
  }

  async start(): Promise<void> {
    const { id, text } = await this.driven.first();
    this.driven.clock.advance(HOUR);
    this.secret.put('version-0', text, 'AWSCURRENT', id);
  }

  async rotate(token: string, crash?: Crash, calls: string[] = []): Promise<void> {
    const deps = this.#deps(crash, calls);
    for (const step of ROTATION_STEPS) await rotateKey(deps, step, token, this.#in(14 * MINUTE));
  }

  sweep(): Promise<void> {
    return sweepKeys(this.#deps(undefined, []), {}, this.#in(4 * MINUTE));
  }

  /** Keys at the provider that no version of the secret knows. */
  async orphans(): Promise<number> {
    const keys = await this.driven.provider.list(keyPrefix('test', 'api'));
    const recorded = new Set(this.secret.held.map(({ key }) => key?.keyId));
    return keys.filter(({ id, deleted }) => !deleted && !recorded.has(id)).length;
  }

  #in(ms: number): Date {
    return new Date(this.driven.clock.now().getTime() + ms);
  }

  /** Throws where not exactly one version is current, or a key that a proxy or a request may still carry is refused upstream. */
  #watch(): void {
    const now = this.driven.clock.now().getTime();
    const currents = this.secret.held.filter(({ stages }) => stages.includes('AWSCURRENT'));
    if (currents.length !== 1) throw new Error(`${currents.length} versions are current`);
    this.#served.set(currents[0]?.key?.text ?? 'nothing', now);
    for (const [text, at] of this.#served)
      if (now - at <= SECRET_USABLE_MS + REQUEST_MS && !this.driven.accepts(text))
        throw new Error('a key that a cache may hold is refused upstream');
  }

  #deps(crash: Crash | undefined, calls: string[]): RotationDeps {
    const { driven } = this;
    const run = { crash, calls, watch: () => this.#watch() };
    const secret = crashable(run, this.secret, 'secret', SECRET_METHODS);
    const probe: KeyProbe = {
      probe: async (key) => (driven.accepts(key.secret.reveal()) ? 'accepted' : 'refused'),
    };
    const wire: Wire = (call) => (request) => callIn(run, request.action, () => call(request));
    return {
      ...{ upstream: 'api', stage: 'test', secret, graceMs: graceMs(REQUEST_MS) },
      provider: driven.over(wire, () => keysInUse(secret)),
      probe: crashable(run, probe, 'upstream', ['probe']),
      now: driven.clock.now,
      pause: async (ms) => driven.clock.advance(ms),
      metrics: new FakeMetrics(),
      events: new FakeEventBus(),
    };
  }
}
