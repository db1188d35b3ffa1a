import { expect, test } from '@jest/globals';
import { EmfMetrics } from '../../../lambda/adapters/emf-metrics.ts';
import { faultLog } from '../../../lambda/adapters/fault-log.ts';
import { rotationLog } from '../../../lambda/adapters/rotation-log.ts';
import { AwsCallError } from '../../../lambda/adapters/signed-call.ts';
import { Fault } from '../../../lambda/domain/fault.ts';
import { ProviderFault } from '../../../lambda/domain/provider-fault.ts';
import { rotationFault } from '../../../lambda/domain/rotation/rotation-fault.ts';

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

test('what was measured of a call stands in the line that counts it, each with its unit', () => {
  const lines: string[] = [];
  const metrics = new EmfMetrics(
    (line) => void lines.push(line),
    () => new Date(7),
    'prod',
  );
  metrics.count('RequestAllowed', undefined, { UpstreamLatency: 40, UsedTokens: 9 });
  const [line] = lines.map((text) => JSON.parse(text));
  expect(line).toMatchObject({ RequestAllowed: 1, UpstreamLatency: 40, UsedTokens: 9 });
  expect(line._aws.CloudWatchMetrics[0].Metrics).toEqual([
    { Name: 'RequestAllowed', Unit: 'Count' },
    { Name: 'UpstreamLatency', Unit: 'Milliseconds' },
    { Name: 'UsedTokens', Unit: 'Count' },
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

test('a rotation that failed is logged with what was asked of whom, and no text of anybody else', () => {
  const lines: string[] = [];
  const log = rotationLog((line) => void lines.push(line));
  log(rotationFault(new ProviderFault('unauthorised', 'creating a key', 403)), 'createSecret');
  log(rotationFault(new TypeError('AQ.a-key-in-a-message')), 'sweep');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    {
      level: 'error',
      fault: 'rotation.provider_unauthorised',
      run: 'createSecret',
      kind: 'ProviderFault',
      reason: 'creating a key: unauthorised (403)',
    },
    { level: 'error', fault: 'internal', run: 'sweep', kind: 'TypeError' },
  ]);
});
