import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { CORS_HEADERS } from '../../contract/cors.ts';
import { FAULTS, type FaultCode, problemType } from '../../contract/faults.ts';

interface Row {
  readonly type: ResponseType;
  readonly code: FaultCode;
  /** Seconds. */
  readonly retryAfter?: number;
  /** False where one response serves several statuses, so the body cannot name one. */
  readonly statusKnown?: false;
}

/** What API Gateway answers by itself, in the words of the fault table. */
const ROWS: readonly Row[] = [
  { type: ResponseType.UNAUTHORIZED, code: 'credential.rejected' },
  { type: ResponseType.ACCESS_DENIED, code: 'route.forbidden' },
  { type: ResponseType.INVALID_API_KEY, code: 'gateway.unavailable', retryAfter: 5 },
  { type: ResponseType.MISSING_AUTHENTICATION_TOKEN, code: 'route.unknown' },
  { type: ResponseType.RESOURCE_NOT_FOUND, code: 'route.unknown' },
  { type: ResponseType.WAF_FILTERED, code: 'request.blocked' },
  { type: ResponseType.BAD_REQUEST_BODY, code: 'request.malformed' },
  { type: ResponseType.BAD_REQUEST_PARAMETERS, code: 'request.malformed' },
  { type: ResponseType.REQUEST_TOO_LARGE, code: 'request.too_large' },
  { type: ResponseType.THROTTLED, code: 'plan.throttled', retryAfter: 1 },
  { type: ResponseType.QUOTA_EXCEEDED, code: 'plan.exhausted', retryAfter: 3600 },
  { type: ResponseType.AUTHORIZER_FAILURE, code: 'gateway.unavailable', retryAfter: 5 },
  { type: ResponseType.AUTHORIZER_CONFIGURATION_ERROR, code: 'internal' },
  // Where Lambda throttles the proxy, API Gateway logs "configuration error: Rate Exceeded" and answers this.
  { type: ResponseType.API_CONFIGURATION_ERROR, code: 'gateway.unavailable', retryAfter: 5 },
  { type: ResponseType.INTEGRATION_TIMEOUT, code: 'upstream.timeout' },
  { type: ResponseType.INTEGRATION_FAILURE, code: 'upstream.unreachable' },
  { type: ResponseType.DEFAULT_4XX, code: 'request.malformed', statusKnown: false },
  { type: ResponseType.DEFAULT_5XX, code: 'internal', statusKnown: false },
];

/** Shapes API Gateway's own errors as problem+json, with the same members in the same order as the proxy's. */
export function shapeGatewayResponses(api: RestApi, cors: boolean): void {
  const forPages = cors ? Object.fromEntries(CORS_HEADERS.map(([name, value]) => [name, `'${value}'`])) : {};
  for (const { type, code, retryAfter, statusKnown } of ROWS) {
    const { status, title, next } = FAULTS[code];
    const known = statusKnown === false ? {} : { status };
    const problem = {
      type: problemType(code),
      title,
      ...known,
      detail: next,
      code,
      requestId: '$context.extendedRequestId',
    };
    api.addGatewayResponse(type.responseType, {
      type,
      ...(statusKnown === false ? {} : { statusCode: String(status) }),
      responseHeaders: {
        'Content-Type': "'application/problem+json'",
        'Cache-Control': "'no-store'",
        ...forPages,
        ...(retryAfter === undefined ? {} : { 'Retry-After': `'${retryAfter}'` }),
      },
      templates: { 'application/json': JSON.stringify(problem) },
    });
  }
}
