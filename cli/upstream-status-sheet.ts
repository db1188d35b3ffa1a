import type { KeyChapter } from '../lambda/domain/rotation/key-history.ts';
import type { RotationStatus } from '../lambda/flows/rotation-status.ts';
import { shortId } from './rotation-lines.ts';

const HEAD = [
  'NAME',
  'STATE',
  'DRIVER',
  'VERSION',
  'AGE',
  'NEXT',
  'LAST ROTATION',
  'PENDING',
  'OLD KEYS',
] as const;
/** What is over, or serves, is no old key that anybody has to think of. */
const CURRENT = ['current', 'pending', 'forgotten'];

/** A line for each upstream. */
export const statusCells = (items: readonly RotationStatus[], now: Date) => ({
  head: HEAD,
  rows: items.map((item) => [
    item.name,
    item.state,
    item.driver,
    item.versionId === null ? '-' : shortId(item.versionId),
    item.ageDays === null ? '-' : `${item.ageDays} d`,
    nextText(item, now),
    lastText(item, now),
    item.pending === null ? '-' : `${shortId(item.pending.versionId)}, ${ago(item.pending.since, now)}`,
    oldKeys(item),
  ]),
});

/** One upstream with the history of its keys. */
export const statusFields = (item: RotationStatus, now: Date): readonly (readonly [string, string])[] => [
  ['name', item.name],
  ['mount', item.mount],
  ['state', item.state],
  ['version', item.versionId ?? '-'],
  ['age', item.ageDays === null ? '-' : `${item.ageDays} d`],
  ['bound to', item.boundTo ?? '-'],
  ['driver', item.driver],
  ['schedule', scheduleText(item)],
  ['next', nextText(item, now)],
  ['last rotation', lastText(item, now)],
  ['last proof', proofText(item)],
  ['pending', item.pending?.versionId ?? '-'],
  ...item.history.map((key, i) => [i === 0 ? 'keys' : '', chapterText(key)] as const),
];

const scheduleText = ({ schedule, driver }: RotationStatus): string =>
  schedule === null
    ? driver === 'manual'
      ? 'none: an operator puts the next key'
      : 'none'
    : 'cron' in schedule
      ? `cron(${schedule.cron})`
      : `every ${schedule.everyDays} days`;

function nextText({ nextRotationAt, overdue, schedule }: RotationStatus, now: Date): string {
  if (nextRotationAt === null) return '-';
  const days = Math.ceil((Date.parse(nextRotationAt) - now.getTime()) / 86_400_000);
  if (overdue) return days < 0 && schedule === null ? `overdue by ${-days} d` : 'overdue';
  return schedule === null ? `due in ${days} d` : `by ${nextRotationAt.slice(0, 10)}`;
}

function lastText({ lastRotation: last }: RotationStatus, now: Date): string {
  if (last === null) return '-';
  const code = last.code === undefined ? '' : ` (${last.code})`;
  return `${last.outcome} ${ago(last.at, now)}${code}`;
}

function proofText({ lastProof: proof }: RotationStatus): string {
  if (proof === null) return '-';
  const lag = proof.lagSeconds === undefined ? '' : `, ${proof.lagSeconds} s after its deletion`;
  return `${shortId(proof.versionId)} ${proof.outcome}${lag}, at ${proof.at}`;
}

function oldKeys({ history }: RotationStatus): string {
  // A previous version that nothing was ever written on held no key yet, or a sweep is about to write on it.
  const old = history.filter(
    ({ fate, since }) => !CURRENT.includes(fate) && !(fate === 'replaced' && since === null),
  );
  return old.length === 0 ? '-' : old.map(oldKey).join('; ');
}

const oldKey = ({ versionId, fate, compromised, lagSeconds }: KeyChapter): string =>
  `${shortId(versionId)} ${compromised ? 'LEAKED, ' : ''}${fate}${lagSeconds === null ? '' : ` after ${lagSeconds} s`}`;

function chapterText({ versionId, fate, since, compromised, lagSeconds, previous }: KeyChapter): string {
  return [
    versionId,
    `${fate}${since === null ? '' : ` since ${since}`}`,
    ...(lagSeconds === null ? [] : [`${lagSeconds} s after its deletion`]),
    ...(compromised ? ['LEAKED'] : []),
    ...(previous ? ['previous'] : []),
  ].join(', ');
}

/** How long ago something was. */
function ago(at: string, now: Date): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - Date.parse(at)) / 60_000));
  if (minutes < 120) return `${minutes} min ago`;
  return minutes < 2_880 ? `${Math.floor(minutes / 60)} h ago` : `${Math.floor(minutes / 1_440)} d ago`;
}
