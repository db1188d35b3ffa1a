import { FunctionFault } from '../lambda/function-fault.ts';
import { GatewayRefusal } from './gateway-refusal.ts';

/** A backend without a usable answer; its own words stay in its log. */
export const badAnswer = (): GatewayRefusal => new GatewayRefusal('DEFAULT_5XX', 'Internal server error');

export const timedOut = (): GatewayRefusal =>
  new GatewayRefusal('INTEGRATION_TIMEOUT', 'Endpoint request timed out');

/** What the client gets when the invocation failed. A throttled function is an integration that answers 429: 500 to the client. */
export function refusalOf(error: unknown): unknown {
  if (!(error instanceof FunctionFault)) return error;
  return error.kind === 'throttled'
    ? new GatewayRefusal('API_CONFIGURATION_ERROR', 'Internal server error')
    : badAnswer();
}

/** Rejects with the gateway's timeout if the work takes longer; the work itself goes on. */
export function within<T>(work: Promise<T>, limitMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(timedOut()), limitMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
