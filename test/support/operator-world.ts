import type { RotationOutput, UpstreamOutput } from '../../contract/outputs.ts';
import type { RollbackAnswer } from '../../contract/rotation-run.ts';
import { asFault } from '../../lambda/domain/fault.ts';
import { OperatorFault } from '../../lambda/domain/operator-fault.ts';
import type { SecretStory } from '../../lambda/domain/rotation/secret-story.ts';
import type { Secret } from '../../lambda/domain/secret.ts';
import { actionLog } from '../../lambda/flows/action-log.ts';
import type { PutPendingKeyDeps } from '../../lambda/flows/put-pending-key.ts';
import { rollBack } from '../../lambda/flows/rotation/roll-back.ts';
import type { RotationDeps } from '../../lambda/flows/rotation/rotation-deps.ts';
import { sweepKeys } from '../../lambda/flows/rotation/sweep-keys.ts';
import type { RotationProgress } from '../../lambda/flows/rotation-progress.ts';
import type { RotationDoor, VersionDesk } from '../../lambda/flows/upstream-ports.ts';
import { FakeActionStore } from './fake-action-store.ts';
import type { Provider } from './fake-key-provider.ts';
import { countingRandom } from './key-ports.ts';
import { type Crash, HOUR, MINUTE, RotationWorld } from './rotation-world.ts';

const PROVIDER: Provider = { showsOnce: true, propagationMs: 0, lingerMs: 0 };
const GRACE_MS = 80 * MINUTE;

/**
 * An operator at work on one upstream whose rotation function is the real one over fakes. What the operator asks for is done while
 * the operator waits.
 */
export class OperatorWorld {
  readonly rotation: RotationWorld;
  readonly records = new FakeActionStore();
  readonly told: RotationProgress[] = [];
  readonly upstream: UpstreamOutput;
  /** The rotation function fails to run at all while this is set. */
  broken = false;
  readonly #minted: boolean;
  readonly #jobs: (() => Promise<void>)[] = [];
  readonly #random = countingRandom();
  #work: Promise<void> = Promise.resolve();

  constructor(driver: RotationOutput['driver'], provider: Partial<Provider> = {}) {
    this.rotation = new RotationWorld({ ...PROVIDER, ...provider }, GRACE_MS);
    this.#minted = driver !== 'manual';
    this.upstream = {
      secretArn: 'arn:api',
      baseUrl: 'https://api.example.com',
      mount: '/api',
      rotation: { driver, windowHours: 3, functionName: 'rotation' },
    };
  }

  /** A key serves; where the driver makes keys, it made this one. */
  async start(): Promise<void> {
    if (this.#minted) return this.rotation.start();
    this.made('value-of-key-number-1');
    this.rotation.clock.advance(HOUR);
    this.rotation.secret.put('version-0', 'value-of-key-number-1', 'AWSCURRENT');
  }

  /** A key that an operator made at the provider. */
  made(text: string): { deletedAt?: Date } {
    const key: (typeof this.rotation.provider.made)[number] = {
      id: text,
      name: 'by hand',
      text,
      createdAt: this.rotation.clock.now(),
    };
    this.rotation.provider.made.push(key);
    return key;
  }

  /** What a command works with; it is interrupted at `crash`, and `calls` lists what it called, in order. */
  ports(crash?: Crash, calls: string[] = []): PutPendingKeyDeps {
    const { clock } = this.rotation;
    const log = { store: this.records, operator: 'test', random: this.#random, now: clock.now };
    const call =
      (what: string, effect: (...given: never[]) => Promise<unknown>) =>
      async (...given: never[]): Promise<unknown> => {
        const index = calls.push(what) - 1;
        const lost = new OperatorFault('aws.unreachable', `${what}: no answer`, 'run again');
        if (crash?.call === index && crash.side === 'before') throw lost;
        const answer = await effect(...given);
        if (crash?.call === index) throw lost;
        return answer;
      };
    const wrapped = <T extends object>(subject: T): T =>
      Object.fromEntries(Object.entries(subject).map(([what, effect]) => [what, call(what, effect)])) as T;
    return {
      versions: wrapped(this.#desk()),
      rotation: wrapped(this.#door()),
      actions: actionLog({ ...log, auditRetentionDays: 90 }),
      random: this.#random,
      now: clock.now,
      pause: async (ms) => {
        clock.advance(ms);
        await this.settle();
      },
      tell: (progress) => this.told.push(progress),
    };
  }

  /** Does what was asked for, one thing after the other. */
  settle(): Promise<void> {
    this.#work = this.#work.then(() => this.#drain());
    return this.#work;
  }

  async #drain(): Promise<void> {
    for (let job = this.#jobs.shift(); job !== undefined; job = this.#jobs.shift())
      if (!this.broken) await job().catch(() => undefined); // whoever asked is told by the notes
  }

  story(): SecretStory {
    const { held, notes } = this.rotation.secret;
    return {
      versions: held.map(({ id, stages, createdAt }) => ({ id, stages: [...stages], createdAt })),
      notes,
    };
  }

  #deps(): RotationDeps {
    const { provider, ...deps } = this.rotation.deps();
    return this.#minted ? { ...deps, provider } : deps;
  }

  #until = (minutes: number): Date => new Date(this.rotation.clock.now().getTime() + minutes * MINUTE);

  #desk(): VersionDesk {
    const { secret } = this.rotation;
    return {
      look: async () => this.story(),
      putPending: async (_arn, versionId, key) => secret.put(versionId, key.reveal(), 'AWSPENDING'),
      holds: async (_arn, versionId, key: Secret) =>
        secret.held.find(({ id }) => id === versionId)?.key?.text === key.reveal(),
      attach: async (_arn, stage, versionId) => secret.attach(stage, versionId),
      rotate: async (_arn, versionId) => {
        const known = secret.held.find(({ id }) => id === versionId);
        if (known !== undefined && !known.stages.includes('AWSPENDING')) return 'begun'; // done, or given up
        const begun = secret.begin(versionId);
        this.#jobs.push(() => this.rotation.rotate(begun));
        return begun === versionId ? 'begun' : 'busy';
      },
      putAdmin: async () => 'admin-1',
    };
  }

  #door(): RotationDoor {
    return {
      sweep: async () => {
        this.#jobs.push(() => sweepKeys(this.#deps(), { keyDaysMax: 90 }, this.#until(4)));
      },
      rollBack: async (_functionName, to): Promise<RollbackAnswer> => {
        try {
          return { outcome: 'rolled-back', versionId: await rollBack(this.#deps(), this.#until(5), to) };
        } catch (error) {
          return { outcome: 'failed', code: asFault(error).code };
        }
      },
    };
  }
}
