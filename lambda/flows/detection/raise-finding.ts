import {
  DETECTION,
  type DetectionModes,
  type Finding,
  type FindingAction,
  type FindingItem,
} from '../../../contract/detection.ts';
import { EVENT_VERSION } from '../../../contract/events.ts';
import { DETECTOR_OPERATOR } from '../../domain/detection/detector-operator.ts';
import { OperatorFault } from '../../domain/operator-fault.ts';
import type { Clock, EventBus, Metrics } from '../ports.ts';
import { type KeyStateSet, type SetKeyStateDeps, setKeyState } from '../set-key-state.ts';
import type { DetectionDesk } from './detection-ports.ts';

export interface RaiseFindingDeps extends SetKeyStateDeps {
  readonly modes: DetectionModes;
  readonly desk: DetectionDesk;
  readonly events: EventBus;
  readonly metrics: Metrics;
  readonly now: Clock;
  readonly stage: string;
  readonly retentionDays: number;
}

/**
 * Writes a finding down, acts on it and tells of it, as often as it is found: what is done is noted last, so whoever died before
 * is made up for, and after that nothing happens any more. An event that is told again has the same id.
 */
export async function raiseFinding(deps: RaiseFindingDeps, finding: Finding): Promise<void> {
  const noted = await deps.desk.note(itemOf(finding, deps.retentionDays));
  if (noted.state === 'told') return;
  const action = await act(deps, noted);
  const { id: findingId, detector, severity, keyId, client, ip, country = '-', why, callIds } = noted;
  await deps.events.publish('detection.raised', {
    ...headOf(deps, `detection/${findingId}`),
    ...{ findingId, detector, severity, keyId, client, ip, country, why, callIds, action },
    calledAt: noted.at,
  });
  if (await deps.desk.markTold(noted, action)) deps.metrics.count('DetectionRaised', { Detector: detector });
}

const headOf = ({ stage, now }: RaiseFindingDeps, eventId: string) =>
  ({ version: EVENT_VERSION, stage, eventId, at: now().toISOString() }) as const;

export const itemOf = (finding: Finding, retentionDays: number): FindingItem => ({
  ...finding,
  subject: `${DETECTION.findingsPrefix}${finding.at.slice(0, 10)}`,
  entry: `${finding.at}#${finding.id}`,
  state: 'open',
  expiresAt: Math.floor(Date.parse(finding.at) / 1_000) + retentionDays * 86_400,
});

async function act(deps: RaiseFindingDeps, { detector, keyId, why, id }: Finding): Promise<FindingAction> {
  if (deps.modes[detector] !== 'enforce') return 'reported';
  const reason = `${detector}: ${why}`;
  const set = await quarantined(deps, keyId, reason);
  if (set === undefined) return 'gone';
  if (set.changed) deps.metrics.count('KeyQuarantined');
  // Told whether or not it changed: whoever changed it may have died before telling.
  const detail = { keyId, client: set.record.client, reason, by: DETECTOR_OPERATOR };
  await deps.events.publish('key.quarantined', { ...headOf(deps, `detection/${id}/quarantined`), ...detail });
  return 'quarantined';
}

/** `undefined` for a key that opens nothing any more. One that somebody else changes at the moment is for the next run. */
async function quarantined(
  deps: RaiseFindingDeps,
  keyId: string,
  reason: string,
): Promise<KeyStateSet | undefined> {
  try {
    return await setKeyState(deps, keyId, 'quarantine', reason);
  } catch (error) {
    const code = error instanceof OperatorFault ? error.code : undefined;
    if (code === 'key.unknown' || code === 'key.unfit') return undefined;
    throw error;
  }
}
