/** The part of API Gateway's REST events that we read: the proxy integration's and the REQUEST authorizer's alike. */
export interface GatewayEvent {
  readonly httpMethod: string;
  /** Percent-encoded as it was sent, without the stage. */
  readonly path: string;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[] | undefined>> | null;
  /** Decoded by API Gateway; the raw query is not in the event. */
  readonly multiValueQueryStringParameters: Readonly<Record<string, readonly string[] | undefined>> | null;
  readonly requestContext: {
    /** A client can choose it, with a header of its own. */
    readonly requestId: string;
    /** API Gateway's own; no client can choose it. */
    readonly extendedRequestId?: string;
    /** The host that API Gateway was asked as, without a port. */
    readonly domainName?: string;
    /** Like the event's path, with what stands before it in the URL: the stage, or a custom domain's base path. */
    readonly path?: string;
    readonly identity: { readonly sourceIp: string };
  };
}

/**
 * The id under which a call is recorded and answered: the one that a client cannot choose
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html). A chosen id
 * could name another call's records, or hold a key.
 */
export const callIdOf = ({ requestContext }: GatewayEvent): string =>
  requestContext.extendedRequestId ?? requestContext.requestId;

/** Every header line as a pair, names in lower case, in the order of the event. */
export const headerPairs = (event: GatewayEvent): [string, string][] =>
  pairs(event.multiValueHeaders).map(([name, value]) => [lowerCase(name), value]);

/** Field names are ASCII. Where one is not, lower case could make a carrier's name of it: U+212A becomes `k`. */
const lowerCase = (name: string): string => (/^[!-~]*$/.test(name) ? name.toLowerCase() : name);

/** Every query parameter as a pair, decoded, in the order of the event. */
export const queryPairs = (event: GatewayEvent): [string, string][] =>
  pairs(event.multiValueQueryStringParameters);

const pairs = (lists: Readonly<Record<string, readonly string[] | undefined>> | null): [string, string][] =>
  Object.entries(lists ?? {}).flatMap(([name, values]) =>
    (values ?? []).map((value): [string, string] => [name, value]),
  );
