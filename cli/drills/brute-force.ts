import { auditEntries } from '../../lambda/flows/audit-entries.ts';
import { bytesOf } from './answers.ts';
import type { DoorAnswer } from './door.ts';
import type { Drill, DrillGround } from './drill.ts';
import { malformedKey, unknownKey } from './unknown-key.ts';

const ROUNDS = 20;

export const bruteForce: Drill = {
  name: 'brute-force',
  expected: 'every guess refused with the same bytes, and none of them written to the audit',
  play: async (ground) => {
    const since = ground.ports.now();
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
    const bought = await recordsOf(ground, since);
    const refused = `${answers.length} guesses refused, ${each.toFixed(0)} ms each`;
    const other = `${open.length} of ${answers.length} guesses got another answer (${open[0]?.status})`;
    const counted = 'nothing written; counted as CredentialUnknown and CredentialMalformed';
    return {
      kind: 'played',
      sights: [
        { holds: open.length === 0, seen: open.length === 0 ? refused : other },
        { holds: kinds === 1, seen: kinds === 1 ? 'all alike' : `${kinds} different answers` },
        { holds: bought === 0, seen: bought === 0 ? counted : `${bought} records were bought` },
      ],
    };
  },
};

const guesserOf = ({ mark }: DrillGround): string => `${mark}-guess`;

async function recordsOf(ground: DrillGround, since: Date): Promise<number> {
  const { audit, now } = ground.ports;
  let records = 0;
  for await (const entry of auditEntries(audit, { match: {} }, { since, end: now() }))
    if (entry.kind !== 'operator' && entry.userAgent === guesserOf(ground)) records += 1;
  return records;
}
