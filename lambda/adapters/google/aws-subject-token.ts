import aws4 from 'aws4';
import type { AwsConnection } from '../aws-connection.ts';

const PATH = '/?Action=GetCallerIdentity&Version=2011-06-15';

/**
 * Proves to Google which AWS role this is: a signed `GetCallerIdentity` that Google sends to AWS itself. The audience is signed
 * along, so that it is of no use elsewhere. Format: https://cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token.
 */
export function awsSubjectToken(connection: AwsConnection, audience: string): string {
  const { sessionToken, ...credentials } = connection.credentials;
  const host = `sts.${connection.region}.amazonaws.com`;
  const { headers } = aws4.sign(
    {
      service: 'sts',
      region: connection.region,
      method: 'POST',
      path: PATH,
      headers: { host, 'x-goog-cloud-target-resource': audience },
    },
    sessionToken === undefined ? credentials : { ...credentials, sessionToken },
  );
  return encodeURIComponent(
    JSON.stringify({
      url: `https://${host}${PATH.slice(1)}`,
      method: 'POST',
      headers: Object.entries(headers ?? {}).map(([key, value]) => ({ key: key.toLowerCase(), value })),
    }),
  );
}
