import { z } from 'zod';
import { fields } from '../schema.ts';
import { apiUrl, form, SERVICE_ACCOUNT } from './driver-fields.ts';

const AUDIENCE = form(
  /^\/\/iam\.googleapis\.com\/projects\/\d+\/locations\/global\/workloadIdentityPools\/[a-z0-9-]+\/providers\/[a-z0-9-]+$/,
  'does not name a provider of a workload identity pool',
  `write '//iam.googleapis.com/projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER'`,
);

const SCOPE = form(
  /^https:\/\/www\.googleapis\.com\/auth\/[a-z0-9._-]+$/,
  'is not a scope of Google',
  `write one such as 'https://www.googleapis.com/auth/cloud-platform'`,
);

/** How an AWS role becomes a Google service account. Nothing in it is secret. */
export const FEDERATION = fields({
  audience: AUDIENCE,
  serviceAccount: SERVICE_ACCOUNT,
  scopes: z.array(SCOPE).min(1).default(['https://www.googleapis.com/auth/cloud-platform']),
  stsUrl: apiUrl('https://sts.googleapis.com'),
  iamCredentialsUrl: apiUrl('https://iamcredentials.googleapis.com'),
});
