import { keyPrefix } from '../../lambda/domain/rotation/key-name.ts';
import { ROTATION_STEPS } from '../../lambda/domain/rotation/next-rotation-action.ts';
import { rotateKey } from '../../lambda/flows/rotation/rotate-key.ts';
import type { RotationDeps } from '../../lambda/flows/rotation/rotation-deps.ts';
import { sweepKeys } from '../../lambda/flows/rotation/sweep-keys.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeEventBus } from './fake-event-bus.ts';
import { FakeKeyProvider, type Provider } from './fake-key-provider.ts';
import { FakeMetrics } from './fake-metrics.ts';
import { FakeRotationSecret } from './fake-rotation-secret.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** What the world's longest request takes. */
export const REQUEST_MS = 14 * MINUTE;

/** Where a run dies: at which of its calls, and on which side of it. */
export interface Crash {
  readonly call: number;
  readonly side: 'before' | 'after';
}

class Died extends Error {}

/** One run: where it dies, if it does, the calls that it has made, and who looks at the world after each. */
export interface Run {
  readonly crash: Crash | undefined;
  readonly calls: string[];
  readonly watch: () => void;
}

export const SECRET_METHODS = ['versions', 'read', 'record', 'attach', 'detach', 'promote', 'note'] as const;

/** Makes one external call of a run. A process that died makes no further calls. */
export async function callIn<T>(
  { crash, calls, watch }: Run,
  what: string,
  make: () => Promise<T>,
): Promise<T> {
  const index = calls.push(what) - 1;
  if (crash !== undefined && (index > crash.call || (index === crash.call && crash.side === 'before')))
    throw new Died();
  const answer = await make();
  watch();
  if (crash?.call === index) throw new Died();
  return answer;
}

/** The same subject, each of whose methods is an external call of the run. */
export function crashable<T extends object>(
  run: Run,
  subject: T,
  what: string,
  methods: readonly (keyof T & string)[],
): T {
  const wrapped = methods.map((method) => {
    const call = (...given: unknown[]): Promise<unknown> =>
      callIn(run, `${what}.${method}`, async () =>
        Reflect.apply(Reflect.get(subject, method) as () => unknown, subject, given),
      );
    return [method, call] as const;
  });
  return Object.fromEntries(wrapped) as unknown as T;
}

/** One upstream's secret and provider, with a first key in place, and everything that is called on the way recorded. */
export class RotationWorld {
  readonly clock = new FakeClock();
  readonly events = new FakeEventBus();
  readonly metrics = new FakeMetrics();
  readonly secret = new FakeRotationSecret(this.clock.now);
  readonly provider: FakeKeyProvider;
  readonly graceMs: number;
  /** Called after every external call of every run. */
  watch: () => void = () => undefined;

  constructor(provider: Provider, graceMs: number) {
    this.provider = new FakeKeyProvider(provider, this.clock.now);
    this.graceMs = graceMs;
  }

  /** A key that an earlier rotation made serves. */
  async start(): Promise<void> {
    await this.provider.mint(`${keyPrefix('test', 'api')}before`);
    this.clock.advance(HOUR);
    this.secret.put('version-0', 'value-of-key-number-1', 'AWSCURRENT', 'key-1');
  }

  /** Runs the four steps; `calls` lists what was called, in order. Rejects where Secrets Manager would see an error. */
  async rotate(token: string, crash?: Crash, calls: string[] = []): Promise<void> {
    const deps = this.deps(crash, calls);
    for (const step of ROTATION_STEPS)
      await rotateKey(deps, step, token, new Date(this.clock.now().getTime() + 14 * MINUTE));
  }

  sweep(crash?: Crash, calls: string[] = []): Promise<void> {
    const until = new Date(this.clock.now().getTime() + 4 * MINUTE);
    return sweepKeys(this.deps(crash, calls), { keyDaysMax: 90 }, until);
  }

  deps(crash?: Crash, calls: string[] = []): RotationDeps {
    const around = <T extends object>(subject: T, what: string, methods: readonly (keyof T & string)[]): T =>
      crashable({ crash, calls, watch: () => this.watch() }, subject, what, methods);
    return {
      upstream: 'api',
      stage: 'test',
      secret: around(this.secret, 'secret', SECRET_METHODS),
      provider: around(this.provider, 'provider', ['mint', 'list', 'reveal', 'retire', 'restore']),
      probe: around(this.provider, 'upstream', ['probe']),
      graceMs: this.graceMs,
      now: this.clock.now,
      pause: async (ms) => this.clock.advance(ms),
      metrics: this.metrics,
      events: this.events,
    };
  }
}
