import { EVENT_VERSION } from '../../../contract/events.ts';
import type { FaultCode } from '../../../contract/faults.ts';
import type { RotationDeps } from './rotation-deps.ts';

interface Ended {
  readonly versionId: string;
  /** Where and why it failed. @default it did not */
  readonly step?: string;
  readonly code?: FaultCode;
}

/** Tells the metric, the bus and whoever asks for the status how a rotation ended. None of them can make it fail. */
export async function announceRotation(deps: RotationDeps, { versionId, step, code }: Ended): Promise<void> {
  const at = deps.now().toISOString();
  const failed = step !== undefined && code !== undefined;
  if (code === 'rotation.busy') return; // another run has it in hand, and tells how that ends
  if (failed) deps.metrics.count('RotationFailed');
  const { upstream, stage } = deps;
  const eventId = `rotation-${versionId}-${failed ? `${step}-${at}` : 'succeeded'}`;
  const head = { version: EVENT_VERSION, stage, eventId, at, upstream, versionId };
  await Promise.allSettled([
    failed
      ? deps.events.publish('rotation.failed', { ...head, step, code })
      : deps.events.publish('rotation.succeeded', head),
    deps.secret.note('result', failed ? `failed ${at} ${versionId} ${code}` : `succeeded ${at} ${versionId}`),
  ]);
}
