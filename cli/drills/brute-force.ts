import { secondsText } from '../../lambda/domain/judge-drill.ts';
import { auditEntries } from '../../lambda/flows/audit-entries.ts';
import { bytesOf } from './answers.ts';
import type { DoorAnswer } from './door.ts';
import type { Drill, DrillGround } from './drill.ts';
import { malformedKey, unknownKey } from './unknown-key.ts';

const ROUNDS = 20;
/** CloudWatch makes a metric of a function's log line within a minute or two. */
const COUNTED_MS_MAX = 180_000;
const PAUSE_MS_MAX = 5_000;
const COUNTS = ['CredentialUnknown', 'CredentialMalformed'] as const;

export const bruteForce: Drill = {
  name: 'brute-force',
  expected: 'every guess refused with the same bytes and counted, and none of them written to the audit',
  play: async (ground) => {
    const since = ground.ports.now();
    const before = await countsOf(ground);
    const startedAt = ground.ticks();
    const call = { headers: { 'user-agent': guesserOf(ground) } };
    const answers: DoorAnswer[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const guesses = [unknownKey(ground), malformedKey(ground)];
      answers.push(...(await Promise.all(guesses.map((key) => ground.call(key, call)))));
    }
    const each = (ground.ticks() - startedAt) / answers.length;
    const kinds = new Set(answers.map(bytesOf)).size;
    const open = answers.filter(({ status }) => status !== 401);
    const countedMs = await countedAfter(ground, before);
    const bought = await recordsOf(ground, since);
    const refused = `${answers.length} guesses refused, ${each.toFixed(0)} ms each`;
    const other = `${open.length} of ${answers.length} guesses got another answer (${open[0]?.status})`;
    const missing = `not counted as ${COUNTS.join(' and ')} within ${COUNTED_MS_MAX / 1_000} s`;
    const counted = `counted as ${COUNTS.join(' and ')} within ${secondsText(countedMs ?? 0)}`;
    return {
      kind: 'played',
      sights: [
        { holds: open.length === 0, seen: open.length === 0 ? refused : other },
        { holds: kinds === 1, seen: kinds === 1 ? 'all alike' : `${kinds} different answers` },
        { holds: countedMs !== undefined, seen: countedMs === undefined ? missing : counted },
        { holds: bought === 0, seen: bought === 0 ? 'nothing written' : `${bought} records were bought` },
      ],
    };
  },
};

const countsOf = ({ ports }: DrillGround) => Promise.all(COUNTS.map((metric) => ports.counted(metric)));

/** Milliseconds until the metrics that alarms look at know of every guess. */
async function countedAfter(ground: DrillGround, before: readonly number[]): Promise<number | undefined> {
  const startedAt = ground.ticks();
  let pauseMs = 50;
  return ground.until(startedAt, COUNTED_MS_MAX, async () => {
    await ground.ports.pause(pauseMs);
    pauseMs = Math.min(PAUSE_MS_MAX, pauseMs * 2);
    const now = await countsOf(ground);
    return now.every((count, n) => count - (before[n] ?? 0) >= ROUNDS);
  });
}

const guesserOf = ({ mark }: DrillGround): string => `${mark}-guess`;

async function recordsOf(ground: DrillGround, since: Date): Promise<number> {
  const { audit, now } = ground.ports;
  let records = 0;
  for await (const entry of auditEntries(audit, { match: {} }, { since, end: now() }))
    if (entry.kind !== 'operator' && entry.userAgent === guesserOf(ground)) records += 1;
  return records;
}
