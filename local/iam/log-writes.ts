import { arn, type Place } from '../assembly/place.ts';
import type { AccessPlan } from '../plan/access-plan.ts';
import type { FunctionPlan } from '../plan/plan-functions.ts';
import { refusalOf } from './evaluate-access.ts';

/**
 * What a role lacks for its function's output to reach its log group; Lambda then drops it without a word
 * (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html). A group that nobody creates must be made by the function's role, too.
 */
export function missingLogActions(
  { roleArn, logGroup }: Pick<FunctionPlan, 'roleArn' | 'logGroup'>,
  access: AccessPlan,
  logGroups: ReadonlySet<string>,
  place: Place,
): readonly string[] {
  const role = access.roles.get(roleArn);
  const group = arn(place, 'logs', `log-group:${logGroup}`);
  const stream = `${group}:log-stream:x`;
  const may = (action: string, resource: string): boolean =>
    role !== undefined &&
    refusalOf({ role, own: [roleArn], account: [] }, { action, resource, context: {} }) === undefined;
  return [
    ...(logGroups.has(logGroup) ||
    may('logs:CreateLogGroup', group) ||
    may('logs:CreateLogGroup', `${group}:*`)
      ? []
      : ['logs:CreateLogGroup']),
    // Policies are written for `group:*`, which AWS reads as the group and its streams.
    ...(may('logs:CreateLogStream', stream) || may('logs:CreateLogStream', group)
      ? []
      : ['logs:CreateLogStream']),
    ...(may('logs:PutLogEvents', stream) ? [] : ['logs:PutLogEvents']),
  ];
}
