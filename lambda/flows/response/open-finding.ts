import type { FindingOutcome } from '../../domain/response/answer-words.ts';
import { findingOf } from '../../domain/response/finding.ts';
import type { Planted } from '../../domain/response/page-text.ts';
import type { TripFacts } from '../../domain/trip-facts.ts';
import type { FindingDesk } from './response-ports.ts';

export interface OpenFindingDeps {
  readonly stage: string;
  /** Absent where the policy asks for no findings. */
  readonly findings?: { readonly desk: FindingDesk; readonly product: string };
}

/** Opens a finding about a use, if the policy asks for one. */
export async function openFinding(
  { stage, findings }: OpenFindingDeps,
  facts: TripFacts,
  planted: Planted | undefined,
): Promise<FindingOutcome> {
  if (findings === undefined) return { kind: 'off' };
  await findings.desk.open(findingOf(stage, facts, planted, findings.product));
  return { kind: 'opened' };
}
