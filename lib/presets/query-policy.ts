import type { Upstream } from '../../contract/upstream.ts';

type QueryPolicy = Pick<Upstream, 'dropQuery' | 'refuseQuery'>;

/** For an API of which nothing is known: the usual names of credentials, and the overrides of the method that frameworks read. */
export const ANY_API: QueryPolicy = {
  dropQuery: [
    ...['access_token', 'oauth_token', 'bearer_token', 'auth_token', 'api_key', 'apikey', 'api_token'],
    ...['_method', '_httpmethod', 'x-http-method-override', 'x-method-override'],
  ],
  refuseQuery: [],
};

/**
 * Google's system parameters (https://docs.cloud.google.com/apis/docs/system-parameters). Dropped: credentials, overrides of
 * the method, whom to bill. Refused: what wraps or reshapes the answer, errors included, from which a refused key is told;
 * what carries headers or a body in the query; what begins an upload, whose address a client would use without a key of ours.
 */
export const GOOGLE: QueryPolicy = {
  dropQuery: [
    ...ANY_API.dropQuery,
    ...['key', '$key', '$apiKey', '$accessToken', '$oauthToken', '$httpMethod'],
    ...['userProject', '$userProject', 'quotaUser', '$quotaUser', 'userIp', '$userIp'],
  ],
  refuseQuery: [
    ...['callback', '$callback', 'jsonp', '$.xgafv', '$xgafv', '$outputDefaults'],
    ...['$httpHeaders', '$headers', '$req', '$ct', '$contentType'],
    ...['upload_protocol', 'uploadProtocol', 'uploadType', 'upload_id'],
  ],
};
