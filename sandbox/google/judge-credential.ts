import { createHash, timingSafeEqual } from 'node:crypto';
import type { Call } from './google-api.ts';

export type CredentialVerdict = 'accepted' | 'missing' | 'unknown' | 'several' | 'token';

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * What Google makes of the credentials in a request. A key counts in `x-goog-api-key`, `?key=` and `?$key=`; an OAuth token in
 * `Authorization`, `?access_token=` and `?oauth_token=`. Empty ones count as absent; more than one, equal or not, is `several`.
 */
export function judgeCredential(call: Pick<Call, 'headers' | 'query'>, apiKey: string): CredentialVerdict {
  const inHeaders = (name: string) => call.headers[name] ?? [];
  const inQuery = (...names: string[]) => names.flatMap((name) => call.query.getAll(name));
  const sent = (values: readonly string[]) => values.filter((value) => value.trim() !== '');

  const keys = sent([...inHeaders('x-goog-api-key'), ...inQuery('key', '$key')]);
  const tokens = sent([...inHeaders('authorization'), ...inQuery('access_token', 'oauth_token')]);
  if (keys.length + tokens.length > 1) return 'several';
  if (tokens.length === 1) return 'token';
  const [key] = keys;
  if (key === undefined) return 'missing';
  return timingSafeEqual(sha256(key), sha256(apiKey)) ? 'accepted' : 'unknown';
}
