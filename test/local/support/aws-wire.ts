import type { LocalRun } from '../../../local/run-assembly.ts';
import { callAws } from './call-aws.ts';
import type { Sent } from './send.ts';

const TARGETS: Readonly<Record<string, string>> = {
  events: 'AWSEvents',
  monitoring: 'GraniteServiceVersion20100801',
  sqs: 'AmazonSQS',
};

/** A call of a service that speaks AWS JSON. */
export const jsonCall = (
  run: LocalRun,
  service: string,
  operation: string,
  input: object,
  accessKeyId?: string,
): Promise<Sent> =>
  callAws(
    run,
    service,
    '/',
    {
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `${TARGETS[service]}.${operation}`,
      },
      body: JSON.stringify(input),
    },
    accessKeyId,
  );

/** A call of a service that speaks AWS Query. */
export const queryCall = (
  run: LocalRun,
  service: string,
  Action: string,
  parameters: Readonly<Record<string, string>>,
): Promise<Sent> =>
  callAws(run, service, '/', {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ Action, Version: '2010-03-31', ...parameters }).toString(),
  });
