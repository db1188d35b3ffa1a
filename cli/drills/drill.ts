import type { UpstreamOutput } from '../../contract/outputs.ts';
import type { KeyItem } from '../../contract/tables.ts';
import type { DrillSighting } from '../../lambda/domain/judge-drill.ts';
import type { KeyRequest } from '../../lambda/domain/key-request.ts';
import type { Secret } from '../../lambda/domain/secret.ts';
import type { DoorAnswer, DoorCall } from './door.ts';
import type { DrillPorts } from './drill-ports.ts';

/** What an operator says of the gateway beyond its outputs. */
export interface DrillWish {
  /** Path of a cheap `GET` that reaches an upstream. */
  readonly call?: string;
  /** Path of a `GET` whose upstream answers with the headers that it was sent. */
  readonly echo?: string;
}

/** A key that was made for one drill and is revoked with it. */
export interface DrillKey {
  readonly record: KeyItem;
  readonly key: Secret;
}

/** Where one drill is played. Whatever is made through it is taken away with it. */
export interface DrillGround {
  /** Marks what is made: a client's name, a label, the beginning of a placement. */
  readonly mark: string;
  readonly wish: DrillWish;
  readonly ports: DrillPorts;
  /** The address that the local run is asked to see, where it listens to such wishes. */
  readonly address: string;
  /** The upstream whose door is tried, and a path below its mount that no route opens, so that nothing goes through. */
  readonly upstream: UpstreamOutput;
  readonly closedPath: string;
  /** A key that opens the door, once it does. */
  makeKey(request?: Partial<KeyRequest>): Promise<DrillKey>;
  plantDecoy(beside: DrillKey): Promise<DrillKey>;
  /** Calls with a credential in the headers that clients use. */
  call(credential: Secret, call?: Partial<DoorCall>): Promise<DoorAnswer>;
  /** Looks until something is there, every 50 ms; `undefined` after `limitMs`. Gives back milliseconds since `startedAt`. */
  until(startedAt: number, limitMs: number, holds: () => Promise<boolean>): Promise<number | undefined>;
  /** Milliseconds of a clock that only goes forward. */
  ticks(): number;
}

/** An attack that is played on purpose. */
export interface Drill {
  readonly name: string;
  readonly expected: string;
  play(ground: DrillGround): Promise<DrillSighting>;
}
