import type { Trip } from '../../contract/honeytokens.ts';
import type { KeyItem } from '../../contract/tables.ts';
import { isDrillClient } from '../domain/drill-mark.ts';
import { Fault } from '../domain/fault.ts';
import type { Refusal } from '../domain/refusal.ts';
import { isBlocked, type WatchList } from '../domain/watch-list.ts';
import type { Watch } from './honeytoken-ports.ts';
import type { Clock } from './ports.ts';
import { type RecordRefusalDeps, recordRefusal } from './record-refusal.ts';
import { type RecordTripDeps, recordTrip } from './record-trip.ts';

export interface TripCallerDeps extends RecordRefusalDeps, RecordTripDeps {
  readonly watch: Watch;
  readonly now: Clock;
}

interface TrippingCall {
  readonly ip: string;
  readonly callId: string;
  readonly method: string;
  readonly mount: string;
  /** What a trip records besides; asked only then. */
  readonly describe: () => { readonly carrier: string; readonly userAgent: string };
}

/** A refusal that a caller is given; `undefined` where nothing more is to be said about it. */
export interface Refused {
  readonly refusal: Refusal | undefined;
}

export const REFUSED: Refused = { refusal: undefined };

/** Somebody used a honeytoken. Uses that are only counted leave no audit record either: no attack can buy writes. */
export async function tripKey(deps: TripCallerDeps, call: TrippingCall, key: KeyItem): Promise<Refused> {
  const outcome = await recordTrip(deps, key.id, tripOf(deps, call), isDrillClient(key.client));
  return outcome === 'first' ? { refusal: recordRefusal(deps, call, key, 'credential.bait') } : REFUSED;
}

/** Somebody called a path that no client should call. */
export async function tripRoute(deps: TripCallerDeps, call: TrippingCall, route: string): Promise<Refused> {
  if (blocked(deps, call.ip, await currentWatch(deps))) return REFUSED;
  await recordTrip(deps, `route:${route}`, { ...tripOf(deps, call), mount: route, carrier: 'route' });
  return REFUSED;
}

/** Whether the source is on the blocklist; counted if so. */
export function blocked(deps: TripCallerDeps, ip: string, watch: WatchList): boolean {
  if (!isBlocked(watch, ip, deps.now())) return false;
  deps.metrics.count('SourceRefused');
  return true;
}

/** The watch list; without one nobody can be let in. */
export const currentWatch = ({ watch }: TripCallerDeps): Promise<WatchList> =>
  watch.current().catch((cause: unknown) => {
    throw new Fault('gateway.unavailable', { cause });
  });

const tripOf = ({ now }: TripCallerDeps, { ip, method, mount, callId, describe }: TrippingCall): Trip => ({
  ...{ at: now().toISOString(), ip, method, mount, callId },
  ...describe(),
});
