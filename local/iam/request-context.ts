import { arn, type Place } from '../assembly/place.ts';
import type { Caller } from '../aws/caller.ts';
import type { Context } from '../policy/condition.ts';

export type FunctionCaller = Extract<Caller, { kind: 'function' }>;

/** `arn:aws:sts::…:assumed-role/<role>/<session>`; a function's session has its name. */
export const sessionArn = ({ roleArn, name }: FunctionCaller): string =>
  `${roleArn.replace(':iam:', ':sts:').replace(/:role\/.*\/|:role\//, ':assumed-role/')}/${name}`;

/** What AWS knows of every call of a function, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html. */
export function contextOf(caller: FunctionCaller, place: Place, now: number): Context {
  return {
    'aws:currenttime': [new Date(now).toISOString()],
    'aws:epochtime': [String(Math.floor(now / 1000))],
    'aws:requestedregion': [place.region],
    'aws:securetransport': ['true'],
    'aws:principalaccount': [place.accountId],
    'aws:principalarn': [caller.roleArn],
    'aws:principaltype': ['AssumedRole'],
    'aws:principalisawsservice': ['false'],
    'aws:viaawsservice': ['false'],
    'aws:resourceaccount': [place.accountId],
    'lambda:sourcefunctionarn': [arn(place, 'lambda', `function:${caller.name}`)],
  };
}

/** What KMS knows of a call that a service makes in the caller's name. */
export const keyContextOf = (service: string, resource: string, place: Place): Context => ({
  'kms:viaservice': [`${service}.${place.region}.amazonaws.com`],
  'kms:calleraccount': [place.accountId],
  'aws:viaawsservice': ['true'],
  ...(service === 'secretsmanager' ? { 'kms:encryptioncontext:secretarn': [resource] } : {}),
  ...(service === 's3' ? { 'kms:encryptioncontext:aws:s3:arn': [resource] } : {}),
  ...(service === 'dynamodb'
    ? {
        'kms:encryptioncontext:aws:dynamodb:tablename': [resource.split('/')[1] ?? ''],
        'kms:encryptioncontext:aws:dynamodb:subscriberid': [place.accountId],
      }
    : {}),
});
