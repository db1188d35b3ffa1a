import type { ApiFault } from '../google/api-fault.ts';
import type { Call } from '../google/google-api.ts';

/** Google's newer error format. A method that streams a JSON array wraps its error in one too. */
export function faultBody(fault: ApiFault, call: Call): unknown {
  const { code, message, status, details } = fault.shape;
  const body = { error: { code, message, status, ...(details && { details }) } };
  const array = call.path.endsWith(':streamGenerateContent') && call.query.get('alt') !== 'sse';
  return array ? [body] : body;
}
