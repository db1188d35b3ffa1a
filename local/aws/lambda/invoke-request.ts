import { AwsError } from '../aws-error.ts';
import type { Input } from '../operation.ts';
import type { WireRequest } from '../wire/wire-request.ts';

/** Lambda's limits of an event, https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html. */
const SYNC_BYTES_MAX = 6 * 1024 * 1024;
const ASYNC_BYTES_MAX = 1024 * 1024;
const TYPES = ['RequestResponse', 'Event', 'DryRun'] as const;

export interface InvokeRequest {
  readonly type: (typeof TYPES)[number];
  readonly event: string;
  readonly wantsTail: boolean;
  /** JSON. */
  readonly clientContext?: string;
}

/** The body is the event as it is; everything else stands in headers. */
export const readInvoke = ({ headers, body }: WireRequest): Input => ({
  Payload: body,
  InvocationType: headers['x-amz-invocation-type'],
  LogType: headers['x-amz-log-type'],
  ClientContext: headers['x-amz-client-context'],
});

/** Checks it as https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html says. */
export function invokeRequest(input: Input): InvokeRequest {
  const asked = input['InvocationType'] ?? 'RequestResponse';
  const type = TYPES.find((known) => known === asked);
  if (type === undefined)
    throw new AwsError(
      'InvalidParameterValueException',
      'InvocationType is RequestResponse, Event or DryRun',
      400,
      { Type: 'User' },
    );
  const payload = Buffer.isBuffer(input['Payload']) ? input['Payload'] : Buffer.alloc(0);
  const max = type === 'Event' ? ASYNC_BYTES_MAX : SYNC_BYTES_MAX;
  if (payload.length > max)
    throw new AwsError(
      'RequestTooLargeException',
      `Request must be smaller than ${max} bytes for the InvokeFunction operation`,
      413,
      { Type: 'User' },
    );
  const context = input['ClientContext'];
  return {
    type,
    event: eventOf(payload),
    wantsTail: input['LogType'] === 'Tail',
    ...(typeof context === 'string'
      ? { clientContext: Buffer.from(context, 'base64').toString('utf8') }
      : {}),
  };
}

/** An invocation without a body has an empty event. What is no JSON is not quoted. */
function eventOf(payload: Buffer): string {
  const text = payload.length === 0 ? '{}' : payload.toString('utf8');
  try {
    JSON.parse(text);
  } catch {
    throw new AwsError('InvalidRequestContentException', 'Could not parse request body into json', 400, {
      Type: 'User',
    });
  }
  return text;
}
