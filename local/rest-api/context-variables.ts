import type { ContextValue, Exchange } from './exchange.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `09/Apr/2026:12:34:56 +0000` */
function commonLogTime(unixMs: number): string {
  const [date, time] = new Date(unixMs).toISOString().split('T');
  const [year, month, day] = (date ?? '').split('-');
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${(time ?? '').slice(0, 8)} +0000`;
}

type Read = (exchange: Exchange, now: number) => ContextValue | null | undefined;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html */
const VARIABLES: Readonly<Record<string, Read>> = {
  accountId: (e) => e.api.accountId,
  apiId: (e) => e.api.id,
  'authorizer.principalId': (e) => e.authorization?.principalId,
  'authorizer.integrationLatency': (e) => e.authorization?.latencyMs,
  'authorizer.latency': (e) => e.authorization?.latencyMs,
  'authorizer.status': (e) => (e.authorization === undefined ? undefined : 200),
  'authorize.status': (e) => (e.authorization === undefined ? undefined : 200),
  domainName: (e) => e.facts.domainName,
  'error.message': (e) => e.error?.message,
  'error.messageString': (e) => (e.error === undefined ? undefined : JSON.stringify(e.error.message)),
  'error.responseType': (e) => e.error?.responseType,
  extendedRequestId: (e) => e.extendedRequestId,
  httpMethod: (e) => e.facts.httpMethod,
  'identity.apiKeyId': (e) => e.apiKey?.id,
  'identity.sourceIp': (e) => e.facts.sourceIp,
  'identity.userAgent': (e) => e.facts.headers.get('user-agent'),
  'integration.error': (e) => e.integration?.error,
  'integration.integrationStatus': (e) => e.integration?.status,
  'integration.latency': (e) => e.integration?.latencyMs,
  'integration.status': (e) => e.integration?.status,
  integrationErrorMessage: (e) => e.integration?.error,
  integrationLatency: (e) => e.integration?.latencyMs,
  integrationStatus: (e) => e.integration?.status,
  path: (e) => e.facts.path,
  protocol: (e) => e.facts.protocol,
  requestId: (e) => e.requestId,
  requestTime: (e) => commonLogTime(e.startedAt),
  requestTimeEpoch: (e) => e.startedAt,
  resourceId: (e) => e.match?.resource.id,
  resourcePath: (e) => e.match?.resource.path,
  responseLatency: (e, now) => now - e.startedAt,
  responseLength: (e) => e.responseBytes,
  stage: (e) => e.api.stage,
  status: (e) => e.status,
  xrayTraceId: (e) => e.traceId,
};

/** A `$context` variable without its prefix; undefined if it has no value in this exchange. */
export function contextVariable(
  exchange: Exchange,
  name: string,
  now: number,
): ContextValue | null | undefined {
  const read = VARIABLES[name];
  if (read !== undefined) return read(exchange, now);
  if (name.startsWith('authorizer.'))
    return exchange.authorization?.context[name.slice('authorizer.'.length)];
  return undefined;
}

/** Replaces every `$context.…`; `write` turns a value, or the lack of one, into text. */
export const substituteContext = (
  template: string,
  exchange: Exchange,
  now: number,
  write: (value: ContextValue | null | undefined, name: string) => string,
): string =>
  template.replace(/\$context\.([A-Za-z][\w.]*\w|[A-Za-z])/g, (_, name: string) =>
    write(contextVariable(exchange, name, now), name),
  );
