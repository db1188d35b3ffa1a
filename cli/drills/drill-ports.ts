import type { MetricName } from '../../contract/metrics.ts';
import type { Blocklist } from '../../lambda/flows/decoy-ports.ts';
import type { AuditSearch } from '../../lambda/flows/operator-ports.ts';
import type { MintDoor } from '../../lambda/flows/token-ports.ts';
import type { HoneytokenPorts } from '../ports.ts';
import type { Canary } from './canary.ts';
import type { Door } from './door.ts';

/** What a drill works with: everything that an attack or its answer leaves behind, and the gateway's own door. */
export interface DrillPorts extends HoneytokenPorts {
  readonly blocklist: Blocklist;
  readonly mint: MintDoor;
  readonly audit: AuditSearch;
  readonly door: Door;
  /** Headers that ask for the source address, where the gateway listens to such a wish. */
  readonly from: (address: string) => Readonly<Record<string, string>>;
  readonly canary: () => Promise<Canary>;
  /** Invokes a function and waits for its answer. */
  readonly invoke: (
    name: string,
    payload: string,
  ) => Promise<{ readonly failed: boolean; readonly payload: string }>;
  /** How much the stage has counted of something lately. Grows a minute or two after the event on a deployed stage. */
  readonly counted: (metric: MetricName) => Promise<number>;
  /** Milliseconds of a clock that only goes forward. */
  readonly ticks: () => number;
  /** Aborted when whoever started the drill wants it to end. */
  readonly stop: AbortSignal;
}
