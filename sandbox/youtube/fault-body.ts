import type { ApiFault, LegacyError } from '../google/api-fault.ts';

const REASONS: Readonly<Record<number, string>> = {
  400: 'badRequest',
  401: 'authError',
  403: 'forbidden',
  500: 'backendError',
};

/** Google's older error format, in which `errors[].reason` is what a client reads. */
export function faultBody(fault: ApiFault): unknown {
  const { code, message, status, details, legacy } = fault.shape;
  const cause: LegacyError = legacy ?? { domain: 'global', reason: REASONS[code] ?? 'badRequest' };
  return {
    error: {
      code,
      message,
      errors: [{ message, ...cause }],
      ...(status && { status }),
      ...(details && { details }),
    },
  };
}
