import type { Constraints } from '../../contract/constraints.ts';
import type { Upstream } from '../../contract/upstream.ts';

type QueryPolicy = Pick<Upstream, 'dropQuery' | 'refuseQuery'>;

/** For an API of which nothing is known: the usual names of credentials, and the overrides of the method that frameworks read. */
export const ANY_API: QueryPolicy = {
  dropQuery: [
    ...['access_token', 'oauth_token', 'bearer_token', 'auth_token', 'api_key', 'apikey', 'api_token'],
    ...['authorization', 'x-api-key', 'x-auth-token', 'x-access-token'],
    ...['_method', '_httpmethod', 'x-http-method', 'x-http-method-override', 'x-method-override'],
  ],
  refuseQuery: [],
};

/** Google takes its system parameters with and without a `$`. */
const bothWays = (...names: string[]): string[] => names.flatMap((name) => [name, `$${name}`]);

/**
 * Google's system parameters (https://docs.cloud.google.com/apis/docs/system-parameters). Dropped: credentials, overrides of
 * the method, whom to bill. Refused: what wraps or reshapes the answer, errors included, from which a refused key is told;
 * what carries headers or a body in the query; what begins an upload, whose address a client would use without a key of ours.
 */
export const GOOGLE: QueryPolicy = {
  dropQuery: [
    ...ANY_API.dropQuery,
    ...bothWays('key', 'access_token', 'oauth_token', 'userProject', 'quotaUser', 'userIp'),
    ...[
      '$apiKey',
      '$api_key',
      '$accessToken',
      '$oauthToken',
      '$httpMethod',
      'x-goog-api-key',
      'x-goog-user-project',
    ],
  ],
  refuseQuery: [
    ...bothWays('callback', 'jsonp', 'upload_protocol', 'uploadProtocol', 'uploadType', 'upload_id'),
    ...['$.xgafv', '$outputDefaults', '$httpHeaders', '$headers', '$req', '$ct', '$contentType'],
  ],
};

/** Forms of an answer in which a refused key can be told from other errors. `$alt` is what Google's generated clients send. */
const FORMS = ['json', 'sse', 'json;enum-encoding=int'];
export const GOOGLE_ANSWERS: Constraints = { query: { alt: { values: FORMS }, $alt: { values: FORMS } } };
