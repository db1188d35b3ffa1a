import type { WebhookSettings } from '../../../contract/key-drivers.ts';
import { ProviderFault } from '../../domain/provider-fault.ts';
import type { ProviderAnswer, ProviderCall } from './provider-call.ts';

/** Invokes a function and gives its answer's payload; `failed` when the function threw. Rejects when AWS refused or is not there. */
export type InvokeFunction = (
  functionArn: string,
  payload: string,
) => Promise<{ readonly failed: boolean; readonly payload: string }>;

/**
 * Sends one signed message to an HTTPS endpoint, or to a function in the format of a function URL
 * (https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads), so that one handler serves both.
 */
export function webhookCall(
  target: WebhookSettings['target'],
  call: ProviderCall,
  invoke: InvokeFunction,
): ProviderCall {
  if ('url' in target) return (request) => call({ ...request, url: target.url });
  return async ({ action, headers = {}, body = '' }) => {
    const event = {
      version: '2.0',
      rawPath: '/',
      headers: { 'content-type': 'application/json', ...headers },
      requestContext: { http: { method: 'POST', path: '/' } },
      body,
      isBase64Encoded: false,
    };
    const answer = await invoke(target.functionArn, JSON.stringify(event)).catch(() => {
      throw new ProviderFault('unreachable', action);
    });
    if (answer.failed) throw new ProviderFault('unreachable', action);
    return answerOf(action, answer.payload);
  };
}

function answerOf(action: string, payload: string): ProviderAnswer {
  try {
    const { statusCode, body } = Object(JSON.parse(payload)) as { statusCode?: unknown; body?: unknown };
    if (typeof statusCode === 'number' && typeof body === 'string')
      return { status: statusCode, json: JSON.parse(body), retryAfterSeconds: undefined };
  } catch {
    // its own error would repeat the payload
  }
  throw new ProviderFault('unreadable', action);
}
