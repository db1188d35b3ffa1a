import { randomUUID } from 'node:crypto';
import type { Place } from '../../assembly/place.ts';
import type { SchedulePlan } from '../../plan/plan-schedules.ts';

/** What a schedule's target gets: its own input with the context attributes filled in, or an event that names the schedule. */
export function schedulerInput({ arn, target }: SchedulePlan, at: number, place: Place): string {
  const time = new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
  const context: Readonly<Record<string, string>> = {
    'aws.scheduler.schedule-arn': arn,
    'aws.scheduler.scheduled-time': time,
    'aws.scheduler.execution-id': randomUUID(),
    'aws.scheduler.attempt-number': '1',
  };
  if (target.input !== undefined)
    return target.input.replace(/<(aws\.scheduler\.[a-z-]+)>/g, (all, name: string) => context[name] ?? all);
  return JSON.stringify({
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account: place.accountId,
    time,
    region: place.region,
    resources: [arn],
    detail: '{}',
  });
}
