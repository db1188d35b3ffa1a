/** Connection management of RFC 9110 §7.6.1, and what says how bytes were framed on the client's side only. */
const HOP_BY_HOP = [
  ...['connection', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'expect', 'host', 'proxy'],
  ...[
    'content-length',
    'accept-encoding',
    'http2-settings',
    'alt-used',
    'max-forwards',
    'early-data',
    'cdn-loop',
  ],
];

/** Who the client is, where it sits and what it visited: nothing an upstream needs. */
const IDENTIFYING = [
  ...['cookie', 'cookie2', 'origin', 'referer', 'referrer', 'from', 'forwarded', 'forwarded-for', 'via'],
  ...['client-ip', 'true-client-ip', 'x-client-ip', 'x-cluster-client-ip', 'x-originating-ip', 'x-remote-ip'],
  ...[
    'x-remote-addr',
    'x-custom-ip-authorization',
    'x-proxyuser-ip',
    'user-agent-ip',
    'x-forwarded',
    'x-host',
    'x-http-host-override',
  ],
];

/** Credentials of any kind, and what a gateway in front of an API vouches for: exactly one goes out, and it is ours. */
const CREDENTIALS = [
  ...[
    'authorization',
    'x-authorization',
    'x-serverless-authorization',
    'dpop',
    'client-cert',
    'client-cert-chain',
  ],
  ...[
    'api-key',
    'apikey',
    'x-api-key',
    'x-apikey',
    'x-api-token',
    'x-access-token',
    'x-token',
    'private-token',
  ],
  ...[
    'x-functions-key',
    'x-rapidapi-key',
    'ocp-apim-subscription-key',
    'x-goog-api-key',
    'x-goog-user-project',
  ],
  ...['x-goog-quota-user', 'x-firebase-appcheck', 'x-endpoint-api-userinfo', 'x-apigateway-api-userinfo'],
  ...['x-remote-user', 'remote-user', 'x-vault-token', 'x-gitlab-token'],
];

/**
 * What asks for a part of an answer, or for other letters: parts could bring an echoed key in halves that no search finds.
 * A server may leave either out. `Request-Range` is what some still read for clients older than `Range`.
 */
const PARTIAL = [
  'range',
  'if-range',
  'request-range',
  'x-range',

  'a-im',
  'accept-charset',
];

const DROPPED = new Set([...HOP_BY_HOP, ...IDENTIFYING, ...CREDENTIALS, ...PARTIAL]);

/** Families of the kinds above: networks in front of an API, method and target overrides, identities of clouds. */
const DROPPED_PREFIXES = [
  ...[
    'proxy-',
    'x-proxy-',
    'x-forwarded-',
    'x-real-',
    'x-original-',
    'x-rewrite-',
    'x-envoy-',
    'x-istio-',
    'l5d-',
  ],
  ...[
    'x-http-method',
    'x-method-override',
    'x-amz',
    'x-lambda-',
    'lambda-',
    'cloudfront-',
    'fastly-',
    'x-akamai-',
  ],
  ...['cf-', 'sec-', 'x-ms-', 'x-azure-', 'x-arr-', 'x-appengine-', 'wl-proxy-', 'access-control-'],
  ...['x-goog-iap-', 'x-goog-iam-', 'x-goog-authenticated-user-', 'x-goog-upload-', 'x-upload-'],
  ...[
    'x-auth-',
    'x-authenticated-',
    'x-webauth-',
    'x-consumer-',
    'x-credential-',
    'x-jwt-',
    'x-csrf',
    'x-xsrf',
  ],
  ...['x-ssl-', 'ssl-client-', 'x-client-cert', 'x-client-dn', 'x-client-verify'],
];

/** Whether a header with this folded name may travel to an upstream. Carriers and the injected header are not known here. */
export const mayTravel = (name: string): boolean =>
  !DROPPED.has(name) && !DROPPED_PREFIXES.some((prefix) => name.startsWith(prefix));
