import type { FindingAction, FindingClosure, FindingItem } from '../../contract/detection.ts';
import type { TripView } from '../../lambda/domain/honeytoken-view.ts';
import type { ListedBlock } from '../commands/blocklist-list.ts';
import type { Section } from './section.ts';

/** What was tripped, detected and is blocked. */
export function findingsSection(
  trips: readonly TripView[],
  findings: readonly FindingItem[],
  blocks: readonly ListedBlock[],
): Section {
  const byDetector = new Map<string, number>();
  for (const { detector } of findings) byDetector.set(detector, (byDetector.get(detector) ?? 0) + 1);
  return {
    id: 'findings',
    title: 'Honeytokens, detections and blocks',
    open: [
      ...trips.map(
        ({ tokenId, label, lastAt }) =>
          `honeytoken ${tokenId} (${label ?? 'no label'}) was used, last at ${lastAt}`,
      ),
      ...findings
        .filter(
          ({ severity, action, closed }) =>
            severity === 'high' && action !== 'quarantined' && action !== 'gone' && closed === undefined,
        )
        .map(({ at, detector, client, keyId, why }) => `${detector} at ${at}, ${client} ${keyId}: ${why}`),
    ],
    facts: [
      ['Honeytokens used', String(trips.length)],
      ['Detections', String(findings.length)],
      ['Detections closed', String(findings.filter(({ closed }) => closed !== undefined).length)],
      ['Ranges blocked now', String(blocks.length)],
    ],
    chart: {
      ...{ title: 'Detections', unit: 'findings' },
      bars: [...byDetector].map(([label, value]) => ({ label, value })),
    },
    table: {
      head: ['At', 'What', 'Who', 'From', 'Done', 'Why'],
      rows: [
        ...trips.map(({ lastAt, tokenId, trips: uses, hits, label }) => [
          ...[lastAt, 'honeytoken used', tokenId, uses.map(({ ip }) => ip).join(', ')],
          ...[`${hits} uses`, label ?? '-'],
        ]),
        ...findings.map(({ at, detector, client, keyId, ip, country, action, why, closed }) => [
          ...[at, detector, `${client} ${keyId}`, `${ip} ${country ?? ''}`, doneAbout(action, closed), why],
        ]),
        ...blocks.map(({ createdAt, range, by, until, reason }) => [
          createdAt,
          'blocked',
          by,
          range,
          `until ${until}`,
          reason,
        ]),
      ],
    },
    notes: [],
  };
}

const doneAbout = (action: FindingAction | undefined, closed: FindingClosure | undefined): string =>
  closed === undefined
    ? (action ?? 'in hand')
    : `${action ?? 'in hand'}, closed ${closed.at} by ${closed.by}: ${closed.reason}`;
