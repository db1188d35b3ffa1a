import { expect, test } from '@jest/globals';
import { EmfMetrics } from '../../../lambda/adapters/emf-metrics.ts';
import { faultLog } from '../../../lambda/adapters/fault-log.ts';
import { AwsCallError } from '../../../lambda/adapters/signed-call.ts';
import { Fault } from '../../../lambda/domain/fault.ts';

test('a count is one line in the embedded metric format, by stage only', () => {
  const lines: string[] = [];
  new EmfMetrics(
    (line) => void lines.push(line),
    () => new Date(7),
    'prod',
  ).count('RequestAllowed');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    {
      _aws: {
        Timestamp: 7,
        CloudWatchMetrics: [
          {
            Namespace: 'Sallyport',
            Dimensions: [['Stage']],
            Metrics: [{ Name: 'RequestAllowed', Unit: 'Count' }],
          },
        ],
      },
      Stage: 'prod',
      RequestAllowed: 1,
    },
  ]);
});

const logged = (fault: Fault): unknown => {
  const lines: string[] = [];
  faultLog((line) => void lines.push(line))(fault, 'call-1');
  return JSON.parse(lines.join());
};

test('a fault is logged with its code, its call and the kind of its cause, and no text of the cause', () => {
  const cause = new TypeError('AQ.a-key-in-a-message');
  expect(logged(new Fault('internal', { cause }))).toEqual({
    level: 'error',
    fault: 'internal',
    callId: 'call-1',
    kind: 'TypeError',
  });
  expect(logged(new Fault('request.malformed', { cause: 'AQ.text' }))).toEqual({
    level: 'info',
    fault: 'request.malformed',
    callId: 'call-1',
  });
});

test('a refusal by AWS is logged with its type', () => {
  const cause = new AwsCallError('AccessDeniedException', false);
  expect(logged(new Fault('gateway.unavailable', { cause }))).toMatchObject({
    kind: 'AwsCallError',
    reason: 'AccessDeniedException',
  });
});
