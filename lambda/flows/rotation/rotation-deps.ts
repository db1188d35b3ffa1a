import type { EventBus, Metrics } from '../ports.ts';
import type { KeyProbe, KeyProvider, RotationSecret } from '../rotation-ports.ts';

/** What every journey of a rotation needs. */
export interface RotationDeps {
  readonly upstream: string;
  readonly stage: string;
  readonly secret: RotationSecret;
  /** @default an operator makes the keys */
  readonly provider?: KeyProvider;
  /** @default a key cannot be tested, and is taken as it is */
  readonly probe?: KeyProbe;
  readonly graceMs: number;
  readonly now: () => Date;
  readonly pause: (ms: number) => Promise<void>;
  readonly metrics: Metrics;
  readonly events: EventBus;
}
