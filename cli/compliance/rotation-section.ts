import type { RotationStatus } from '../../lambda/flows/rotation-status.ts';
import type { Section } from './section.ts';

/** How old the upstreams' keys are, what became of each one before, and what proves that it is dead. */
export function rotationSection(items: readonly RotationStatus[]): Section {
  const aged = items.flatMap(({ name, ageDays }) =>
    ageDays === null ? [] : [{ label: name, value: ageDays }],
  );
  return {
    id: 'rotation',
    title: 'Upstream keys and their rotation',
    open: items.flatMap(({ name, state, overdue, incidents, history }) => [
      ...(state === 'set' || state === 'keyless' ? [] : [`${name} is ${state}`]),
      ...(overdue ? [`${name} is older than it may become: upstreams rotate ${name}`] : []),
      ...incidents.map(
        (id) => `${name}: version ${id} leaked and is not proven dead: upstreams rotate ${name} --emergency`,
      ),
      ...history
        .filter(({ fate }) => fate === 'retired')
        .map(({ versionId }) => `${name}: version ${versionId} was deleted and is not proven dead yet`),
    ]),
    facts: items.map(({ name, driver, schedule, nextRotationAt, lastRotation }) => [
      name,
      [
        `driver ${driver}`,
        schedule === null
          ? 'begun by an operator'
          : 'cron' in schedule
            ? `cron(${schedule.cron})`
            : `every ${schedule.everyDays} days`,
        `last rotation ${lastRotation === null ? 'not recorded' : `${lastRotation.outcome} at ${lastRotation.at}`}`,
        `next ${nextRotationAt ?? 'whenever an operator begins it'}`,
      ].join(', '),
    ]),
    chart: { title: 'Age of the current keys', unit: 'days', bars: aged },
    table: {
      head: ['Upstream', 'Version', 'Made', 'Fate', 'Since', 'Proof of death', 'Leaked'],
      rows: items.flatMap(({ name, history }) =>
        history.map(({ versionId, createdAt, fate, since, lagSeconds, compromised }) => [
          ...[name, versionId, createdAt, fate, since ?? '-'],
          fate !== 'dead'
            ? '-'
            : lagSeconds === null
              ? 'refused by the upstream'
              : `refused ${lagSeconds} s after its deletion`,
          compromised ? 'yes' : 'no',
        ]),
      ),
    },
    notes: [
      'From the versions and staging labels of Secrets Manager, which forgets old versions.',
      '“dead”: the upstream refused the key for a whole window after its deletion. “unproven”: nothing can try it.',
    ],
  };
}
