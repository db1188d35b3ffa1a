import { expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { AwsClient } from 'google-auth-library';
import { AwsRequestSigner } from 'google-auth-library/build/src/auth/awsrequestsigner';
import { awsSubjectToken } from '../../../../lambda/adapters/google/aws-subject-token.ts';
import { readSubjectToken } from '../../../../sandbox/google-sts/read-subject-token.ts';
import { AUDIENCE, AWS_CONNECTION } from '../../../support/google-stand-ins.ts';

/** The same proof as Google's own library makes it, with the audience signed along, which Google recommends and the library leaves out. */
async function officialToken(connection: typeof AWS_CONNECTION, audience: string): Promise<string> {
  const { accessKeyId, secretAccessKey, sessionToken } = connection.credentials;
  const credentials = { accessKeyId, secretAccessKey, ...(sessionToken && { token: sessionToken }) };
  const client = new AwsClient({
    audience,
    subject_token_type: 'urn:ietf:params:aws:token-type:aws4_request',
    aws_security_credentials_supplier: {
      getAwsRegion: async () => connection.region,
      getAwsSecurityCredentials: async () => credentials,
    },
  });
  const proof = JSON.parse(decodeURIComponent(await client.retrieveSubjectToken())) as Proof;
  const { headers } = await new AwsRequestSigner(
    async () => credentials,
    connection.region,
  ).getRequestOptions({
    url: proof.url,
    method: 'POST',
    headers: { 'x-goog-cloud-target-resource': audience },
  });
  const authorization = new Headers(headers).get('authorization') ?? '';
  const signed = proof.headers.map((header) =>
    header.key === 'authorization' ? { ...header, value: authorization } : header,
  );
  return encodeURIComponent(JSON.stringify({ ...proof, headers: signed }));
}

interface Proof {
  readonly url: string;
  readonly method: string;
  readonly headers: readonly { readonly key: string; readonly value: string }[];
}

const readable = (token: string) => {
  const { url, method, headers } = JSON.parse(decodeURIComponent(token)) as Proof;
  return { url, method, headers: Object.fromEntries(headers.map(({ key, value }) => [key, value])) };
};

test("the proof of identity is, to the signature, the one that Google's own library makes", async () => {
  jest.useFakeTimers({ now: Date.parse('2026-11-26T12:00:00Z'), doNotFake: ['nextTick', 'setImmediate'] });
  try {
    const text = fc.stringMatching(/^[A-Za-z0-9/+=]{1,40}$/);
    const region = fc.constantFrom('eu-central-1', 'us-east-1', 'ap-southeast-2');
    await fc.assert(
      fc.asyncProperty(region, text, text, fc.option(text), text, async (at, id, key, session, audience) => {
        const connection = {
          region: at,
          credentials: { accessKeyId: id, secretAccessKey: key, sessionToken: session ?? '' },
          endpointUrl: undefined,
        };
        const ours = {
          ...connection,
          credentials: { ...connection.credentials, sessionToken: session ?? undefined },
        };
        expect(readable(awsSubjectToken(ours, audience))).toEqual(
          readable(await officialToken(connection, audience)),
        );
      }),
      { numRuns: 25 },
    );
  } finally {
    jest.useRealTimers();
  }
});

test('the proof names the audience under its signature, and holds no secret key', () => {
  const token = awsSubjectToken(AWS_CONNECTION, AUDIENCE);
  expect(readSubjectToken(token, new Date())?.get('x-goog-cloud-target-resource')).toBe(AUDIENCE);
  expect(readable(token).headers['authorization']).toContain('x-goog-cloud-target-resource');
  expect(decodeURIComponent(token)).not.toContain(AWS_CONNECTION.credentials.secretAccessKey);
});
