import type { JsonAnswer } from '../stand-in/json-call.ts';

const STATUSES = {
  INVALID_ARGUMENT: 400,
  FAILED_PRECONDITION: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
  RESOURCE_EXHAUSTED: 429,
} as const;

/** An error of one of Google's management APIs (https://cloud.google.com/apis/design/errors#http_mapping). */
export const googleError = (status: keyof typeof STATUSES, message: string, reason?: string): JsonAnswer => ({
  status: STATUSES[status],
  json: {
    error: {
      code: STATUSES[status],
      message,
      status,
      ...(reason && {
        details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'googleapis.com' }],
      }),
    },
  },
});
