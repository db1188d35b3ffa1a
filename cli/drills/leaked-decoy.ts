import type { TripItem } from '../../contract/honeytokens.ts';
import type { Sight, Took } from '../../lambda/domain/judge-drill.ts';
import { isRefused, refusedLike } from './answers.ts';
import type { Drill, DrillGround, DrillKey } from './drill.ts';
import { unknownKey } from './unknown-key.ts';

const WAIT_MS = 15_000;
/** Nobody has it (RFC 5737): whoever is blocked in the end must not be whom a header named. */
const FRAMED = '192.0.2.99';

export const leakedDecoy: Drill = {
  name: 'leaked-decoy',
  expected: 'refused like an unknown key; recorded, the source blocked, people told',
  play: async (ground) => {
    const [beside, probe] = await Promise.all([ground.makeKey(), ground.makeKey()]);
    const decoy = await ground.plantDecoy(beside);
    const unknown = await ground.call(unknownKey(ground));
    const startedAt = ground.ticks();
    const answer = await ground.call(decoy.key, { headers: { 'x-forwarded-for': FRAMED } });
    const watched = await watch(ground, decoy, probe, startedAt);
    const { times, trip } = watched;
    const told: Sight[] = trip === undefined ? [] : [sourceSight(trip), ...answerSight(trip)];
    return { kind: 'played', sights: [refusedLike(unknown, answer, 'the decoy'), ...told], times };
  },
};

const ipOf = (trip: TripItem): string => trip.trips[0]?.ip ?? '';
const answerOf = (trip: TripItem): string | undefined => Object.values(trip.answers ?? {})[0];

/** Watches record, block and page at once, because none of them waits for the others. */
async function watch(ground: DrillGround, decoy: DrillKey, probe: DrillKey, startedAt: number) {
  const { trips, pages, now } = ground.ports;
  let trip: TripItem | undefined;
  const since = new Date(now().getTime() - 60_000);
  const look = async (): Promise<TripItem | undefined> => {
    for await (const item of trips.of(decoy.record.id, since)) trip = item;
    return trip;
  };
  const after = (ms: number | undefined): Took =>
    ms === undefined ? { kind: 'never', waitedMs: WAIT_MS } : { kind: 'after', ms };
  let answered: string | undefined;
  const [recorded, refused, told] = await Promise.all([
    ground.until(startedAt, WAIT_MS, async () => (await look()) !== undefined),
    ground.until(startedAt, WAIT_MS, async () => {
      const read = await look();
      answered = read && answerOf(read);
      if (answered !== undefined && !answered.startsWith('source blocked')) return true;
      return isRefused(await ground.call(probe.key));
    }),
    ground.until(startedAt, WAIT_MS, async () => (await pages.last(decoy.record.id))?.state === 'sent'),
  ]);
  // What was done is noted a moment after it is in force.
  await ground.until(startedAt, WAIT_MS, async () => {
    const read = await look();
    return read === undefined || answerOf(read) !== undefined;
  });
  const because = answered?.startsWith('source blocked') === false ? answered : undefined;
  const response: Took = because === undefined ? after(refused) : { kind: 'unenforced', because };
  return { trip, times: { detection: after(recorded), response, alert: after(told) } };
}

const sourceSight = (trip: TripItem): Sight => ({
  holds: ipOf(trip) !== FRAMED && ipOf(trip) !== '',
  seen: ipOf(trip) === FRAMED ? 'a header was believed' : `used from ${ipOf(trip)}`,
});

const answerSight = (trip: TripItem): readonly Sight[] => {
  const answer = answerOf(trip);
  return [{ holds: answer !== undefined, seen: answer ?? 'no answer was noted' }];
};
