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
  'authorize.error': (e) => e.authorizer?.error,
  'authorize.latency': (e) => e.authorizer?.latencyMs,
  'authorize.status': (e) => e.authorizer?.status,
  'authorizer.error': (e) => e.authorizer?.error,
  'authorizer.integrationLatency': (e) => e.authorizer?.latencyMs,
  'authorizer.integrationStatus': (e) => e.authorizer?.status,
  'authorizer.latency': (e) => e.authorizer?.latencyMs,
  'authorizer.principalId': (e) => e.authorization?.principalId,
  'authorizer.status': (e) => e.authorizer?.status,
  deploymentId: (e) => e.api.deploymentId,
  domainName: (e) => e.facts.domainName,
  domainPrefix: (e) => e.facts.domainName.split('.')[0],
  'error.message': (e) => e.error?.message,
  'error.messageString': (e) => (e.error === undefined ? undefined : JSON.stringify(e.error.message)),
  'error.responseType': (e) => e.error?.responseType,
  'error.validationErrorString': (e) => e.error?.validation,
  extendedRequestId: (e) => e.extendedRequestId,
  httpMethod: (e) => e.facts.httpMethod,
  'identity.apiKey': (e) => e.apiKey?.value,
  'identity.apiKeyId': (e) => e.apiKey?.id,
  'identity.sourceIp': (e) => e.facts.sourceIp,
  'identity.userAgent': (e) => e.facts.headers.get('user-agent'),
  'integration.error': (e) => e.integration?.error,
  'integration.integrationStatus': (e) => e.integration?.status,
  'integration.latency': (e) => e.integration?.latencyMs,
  'integration.status': (e) => e.integration?.answered,
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
  'waf.latency': (e) => e.firewall?.latencyMs,
  'waf.status': (e) => e.firewall && (e.firewall.code === 'WAF_ALLOW' ? 200 : 403),
  wafResponseCode: (e) => e.firewall?.code,
  webaclArn: (e) => e.firewall?.webAcl.arn,
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

type Write = (value: ContextValue | null | undefined, name: string) => string;

/** Replaces every `$context.…`; `write` turns a value, or the lack of one, into text. */
export const substituteContext = (template: string, exchange: Exchange, now: number, write: Write): string =>
  template.replace(/\$context\.([A-Za-z][\w.]*\w|[A-Za-z])/g, (_, name: string) =>
    write(contextVariable(exchange, name, now), name),
  );

/** As above, and every `$stageVariables.…`, as templates of responses may say. */
export const substituteVariables = (
  template: string,
  exchange: Exchange,
  now: number,
  write: Write,
): string =>
  substituteContext(
    template.replace(/\$(?:\{stageVariables\.(\w+)\}|stageVariables\.(\w+))/g, (_, braced, plain) =>
      write(exchange.api.stageVariables?.[braced ?? plain], `stageVariables.${braced ?? plain}`),
    ),
    exchange,
    now,
    write,
  );
