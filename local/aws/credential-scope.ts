import { AwsError } from './aws-error.ts';

/** What an AWS signature says about itself. */
export interface CredentialScope {
  readonly accessKeyId: string;
  readonly service: string;
}

const CREDENTIAL = /^AWS4-HMAC-SHA256 .*?Credential=([^/\s,]+)\/\d{8}\/[^/\s,]+\/([^/\s,]+)\/aws4_request/;

/** Reads the scope of a Signature Version 4 header; the signature itself is not checked. */
export function credentialScope(authorization: string | undefined): CredentialScope {
  const [, accessKeyId, service] = CREDENTIAL.exec(authorization ?? '') ?? [];
  if (accessKeyId === undefined || service === undefined)
    throw new AwsError('MissingAuthenticationTokenException', 'Request is missing Authentication Token', 403);
  return { accessKeyId, service };
}
