import type { MiddlewareObj } from '@middy/core';
import { asFault, type Fault } from '../domain/fault.ts';
import { callIdOf, type GatewayEvent } from './gateway-event.ts';

/** API Gateway answers this message with 401, and any other error with 500. */
const UNAUTHORIZED = 'Unauthorized';
const UNAVAILABLE = 'Unavailable';

/**
 * Puts one of two errors in the place of whatever went wrong: one for every reason that concerns the credential, one for
 * everything else, which is logged by its code. Lambda prints the error it gets, so it gets neither reason nor cause.
 */
export const hideReasons = <E extends GatewayEvent>(
  logFault: (fault: Fault, callId: string) => void,
): MiddlewareObj<E> => ({
  onError: (request) => {
    const fault = asFault(request.error);
    const rejected = fault.code === 'credential.rejected';
    if (!rejected) logFault(fault, callIdOf(request.event));
    request.error = new Error(rejected ? UNAUTHORIZED : UNAVAILABLE);
  },
});
