import type { JsonService } from '../operation.ts';
import { deleteRule } from './delete-rule.ts';
import { describeRule } from './describe-rule.ts';
import type { EventRouter } from './event-router.ts';
import { listEventBuses } from './list-event-buses.ts';
import { listRules } from './list-rules.ts';
import { listTargetsByRule } from './list-targets-by-rule.ts';
import { putEvents } from './put-events.ts';
import { putRule } from './put-rule.ts';
import { putTargets } from './put-targets.ts';
import { removeTargets } from './remove-targets.ts';
import type { RuleBook } from './rule-book.ts';
import { disableRule, enableRule } from './set-rule-state.ts';
import { testEventPattern } from './test-event-pattern.ts';

export const events = (rules: RuleBook, router: EventRouter): JsonService => ({
  protocol: 'json',
  operations: {
    DeleteRule: deleteRule(rules),
    DescribeRule: describeRule(rules),
    DisableRule: disableRule(rules),
    EnableRule: enableRule(rules),
    ListEventBuses: listEventBuses(rules),
    ListRules: listRules(rules),
    ListTargetsByRule: listTargetsByRule(rules),
    PutEvents: putEvents(rules, router),
    PutRule: putRule(rules),
    PutTargets: putTargets(rules),
    RemoveTargets: removeTargets(rules),
    TestEventPattern: testEventPattern(),
  },
});
