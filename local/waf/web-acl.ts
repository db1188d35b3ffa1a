import type { RuleAction, WebAclPlan } from '../plan/firewall-plan.ts';
import { compileStatement } from './compile-statement.ts';
import type { InspectedRequest } from './inspected-request.ts';
import type { ReferencedSets, Test } from './statement.ts';

/** What happens to a request. */
export type Verdict = Exclude<RuleAction, { readonly kind: 'count' }>;

/** The web ACL of the stage: the first rule that matches and ends the search decides, else the default action. */
export class WebAcl {
  readonly plan: WebAclPlan;
  /** Whether a rule looks at bodies: then they are read before anything is decided. */
  readonly inspectsBody: boolean;
  readonly #rules: readonly { readonly test: Test; readonly action: RuleAction }[];

  constructor(plan: WebAclPlan, sets: ReferencedSets) {
    this.plan = plan;
    this.inspectsBody = plan.rules.some(({ statement }) => JSON.stringify(statement).includes('"Body":'));
    this.#rules = plan.rules.map(({ statement, action }) => ({
      test: compileStatement(statement, sets, plan.bodyBytesMax),
      action,
    }));
  }

  /** https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-rule-actions-evaluation.html. Every rule up to the one that decides sees the request, those that only count, too. */
  evaluate(request: InspectedRequest): Verdict {
    for (const { test, action } of this.#rules) if (test(request) && action.kind !== 'count') return action;
    return this.plan.defaultAction;
  }
}
