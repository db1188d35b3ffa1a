import { AwsError } from '../aws/aws-error.ts';
import type { Service } from '../aws/operation.ts';

/** Which kind of policy refused, and whether by saying so or by saying nothing. */
export interface Denial {
  readonly action: string;
  readonly resource: string;
  readonly policy: 'identity-based' | 'permissions boundary' | 'resource-based';
  readonly explicit: boolean;
}

/** AWS's wording, https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html. */
export function sentenceOf(user: string, { action, resource, policy, explicit }: Denial): string {
  const kind = policy === 'permissions boundary' ? policy : `${policy} policy`;
  const article = kind.startsWith('i') ? 'an' : 'a';
  const why = explicit
    ? `with an explicit deny in ${article} ${kind}`
    : `because no ${kind} allows the ${action} action`;
  return `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
}

const BY_PROTOCOL: Readonly<Record<Service['protocol'], readonly [type: string, status: number]>> = {
  json: ['AccessDeniedException', 400],
  'rest-json': ['AccessDeniedException', 403],
  query: ['AccessDenied', 403],
  'rest-xml': ['AccessDenied', 403],
};

/** Services that have words of their own, in "Common errors" of their API references. */
const BY_SERVICE: Readonly<Record<string, readonly [type: string, status: number]>> = {
  sns: ['AuthorizationError', 403],
};

export function denialError(service: string, protocol: Service['protocol'], message: string): AwsError {
  const [type, status] = BY_SERVICE[service] ?? BY_PROTOCOL[protocol];
  return new AwsError(type, message, status);
}

/** A key that the caller may not use: each service has its own way of saying so. */
export function keyDenialMessage(service: string, sentence: string): string {
  if (service === 'secretsmanager') return 'Access to KMS is not allowed';
  if (service === 'dynamodb') return `KMS key access denied error: ${sentence}`;
  return sentence;
}
