import type { FindingClosure, FindingItem } from '../../../contract/detection.ts';
import type { ActionLog } from '../operator-ports.ts';
import type { Clock } from '../ports.ts';
import type { FindingBook } from './detection-ports.ts';

export interface CloseFindingDeps {
  readonly findings: FindingBook;
  readonly actions: ActionLog;
  readonly operator: string;
  readonly now: Clock;
}

/**
 * Says that somebody looked into a finding and is done with it, or that somebody has to look again. Who, when and why is
 * recorded either way. False where it is so already.
 */
export function closeFinding(
  { findings, actions, operator, now }: CloseFindingDeps,
  finding: FindingItem,
  wish: { readonly open: boolean; readonly reason: string },
): Promise<boolean> {
  const { reason } = wish;
  const closure: FindingClosure | undefined = wish.open
    ? undefined
    : { at: now().toISOString(), by: operator, reason };
  const action = wish.open ? 'detect.reopen' : 'detect.close';
  return actions.during({ action, subject: finding.id }, async () => {
    const changed = await findings.close(finding, closure);
    return { result: changed, after: { reason, result: changed ? 'changed' : 'was so already' } };
  });
}
