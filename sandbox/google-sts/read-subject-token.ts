const URL_FORM =
  /^https:\/\/sts\.[a-z0-9-]+\.amazonaws\.com\/?\?Action=GetCallerIdentity&Version=2011-06-15$/;
const SIGNED =
  /^AWS4-HMAC-SHA256 Credential=[^,]+\/sts\/aws4_request, SignedHeaders=(\S+), Signature=[0-9a-f]{64}$/;
/** AWS refuses a signature whose date is further away. */
const CLOCK_MS_MAX = 15 * 60_000;

/**
 * The headers of the signed call in an AWS subject token, if it has the form that Google asks for: what it names is signed, and
 * the call is of now. `undefined` otherwise. https://cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token
 */
export function readSubjectToken(token: string, now: Date): ReadonlyMap<string, string> | undefined {
  try {
    const { url, method, headers } = Object(JSON.parse(decodeURIComponent(token))) as Record<string, unknown>;
    if (method !== 'POST' || typeof url !== 'string' || !URL_FORM.test(url) || !Array.isArray(headers))
      return undefined;
    const named = new Map(headers.map(({ key, value }) => [String(key).toLowerCase(), String(value)]));
    const signed = SIGNED.exec(named.get('authorization') ?? '')?.[1]?.split(';') ?? [];
    const owed = ['host', 'x-amz-date', 'x-goog-cloud-target-resource'];
    if (named.has('x-amz-security-token')) owed.push('x-amz-security-token');
    if (!owed.every((name) => signed.includes(name) && named.has(name))) return undefined;
    if (named.get('host') !== new URL(url).host) return undefined;
    const date = (named.get('x-amz-date') ?? '').replace(
      /^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)$/,
      '$1-$2-$3:$4:$5',
    );
    return Math.abs(now.getTime() - Date.parse(date)) <= CLOCK_MS_MAX ? named : undefined;
  } catch {
    return undefined;
  }
}
