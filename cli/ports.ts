import type { CountryOf } from '../lambda/domain/detection/seen-call.ts';
import type { AuditPartitions, SealDoor, SealedReader, SealKey } from '../lambda/flows/chain-ports.ts';
import type {
  Blocklist,
  DecoySecretNames,
  Placements,
  SealKeys,
  TripBook,
} from '../lambda/flows/decoy-ports.ts';
import type { FindingBook } from '../lambda/flows/detection/detection-ports.ts';
import type {
  ActionLog,
  AuditSearch,
  GatewayUsage,
  KeyRegistry,
  QuotaCounts,
  Random,
  UpstreamSecrets,
  UsageKeys,
} from '../lambda/flows/operator-ports.ts';
import type { Clock, EventBus } from '../lambda/flows/ports.ts';
import type { PageBook } from '../lambda/flows/response/response-ports.ts';
import type { MintDoor, TokenDesk } from '../lambda/flows/token-ports.ts';
import type { RotationDoor, VersionDesk } from '../lambda/flows/upstream-ports.ts';
import type { StagePorts } from './connect-stage.ts';
import type { Connection } from './connection.ts';
import type { DrillPorts } from './drills/drill-ports.ts';
import type { MachinePorts } from './machine-ports.ts';
import type { Outputs } from './outputs.ts';

/** What the commands on keys work with. */
export interface KeyPorts {
  readonly registry: KeyRegistry;
  /** What tells a honeytoken, to whoever may know. */
  readonly seals: SealKeys;
  readonly usageKeys: UsageKeys;
  readonly actions: ActionLog;
  readonly events: EventBus;
  readonly outputs: Outputs;
  /** Part of every client key. */
  readonly stage: string;
  /** Who works, for events. */
  readonly operator: string;
  readonly random: Random;
  readonly now: Clock;
  readonly pause: (ms: number) => Promise<void>;
}

/** What the commands on honeytokens work with. */
export interface HoneytokenPorts extends KeyPorts {
  readonly placements: Placements;
  readonly trips: TripBook;
  readonly pages: PageBook;
  readonly decoySecrets: DecoySecretNames;
}

/** What the commands on the blocklist work with. */
export interface BlocklistPorts {
  readonly blocklist: Blocklist;
  readonly actions: ActionLog;
  readonly events: EventBus;
  readonly outputs: Outputs;
  readonly stage: string;
  readonly operator: string;
  readonly random: Random;
  readonly now: Clock;
}

/** What the commands on tokens work with. */
export interface TokenPorts {
  readonly registry: KeyRegistry;
  readonly tokens: TokenDesk;
  readonly mint: MintDoor;
  readonly actions: ActionLog;
  readonly events: EventBus;
  readonly stage: string;
  readonly random: Random;
  readonly operator: string;
  readonly now: Clock;
  readonly pause: (ms: number) => Promise<void>;
}

/** What `keys usage` works with. */
export interface UsagePorts {
  readonly registry: KeyRegistry;
  readonly quotaCounts: QuotaCounts;
  readonly gatewayUsage: GatewayUsage;
  readonly outputs: Outputs;
  readonly now: Clock;
}

/** What the commands on upstreams work with. */
export interface UpstreamPorts {
  readonly secrets: UpstreamSecrets;
  readonly versions: VersionDesk;
  readonly rotation: RotationDoor;
  readonly actions: ActionLog;
  readonly outputs: Outputs;
  readonly random: Random;
  readonly now: Clock;
  readonly pause: (ms: number) => Promise<void>;
}

/** What the commands on the audit trail work with. */
export interface AuditPorts {
  readonly audit: AuditSearch;
}

/** What the commands on the sealed trail work with. */
export interface ChainPorts {
  readonly archive: SealedReader;
  readonly table: AuditPartitions;
  readonly key: Pick<SealKey, 'publicKey'>;
  readonly door: SealDoor;
  readonly now: Clock;
}

/** What the commands on detection work with. */
export interface DetectionPorts {
  readonly audit: AuditSearch;
  readonly findings: FindingBook;
  /** Where countries were sealed. */
  readonly archive: Pick<SealedReader, 'get' | 'names'>;
  readonly countryOf: CountryOf;
  readonly actions: ActionLog;
  readonly operator: string;
  readonly outputs: Outputs;
  readonly now: Clock;
  readonly pause: (ms: number) => Promise<void>;
}

/** Opens ports when a command needs them, so that no command loads a client that it does not use. */
export interface Opener {
  readonly stage: StagePorts;
  readonly machine: MachinePorts;
  keys(connection: Connection): Promise<KeyPorts>;
  honeytokens(connection: Connection): Promise<HoneytokenPorts>;
  blocklist(connection: Connection): Promise<BlocklistPorts>;
  tokens(connection: Connection): Promise<TokenPorts>;
  usage(connection: Connection): Promise<UsagePorts>;
  upstreams(connection: Connection): Promise<UpstreamPorts>;
  audit(connection: Connection): Promise<AuditPorts>;
  chain(connection: Connection): Promise<ChainPorts>;
  detection(connection: Connection): Promise<DetectionPorts>;
  drills(connection: Connection): Promise<DrillPorts>;
}
