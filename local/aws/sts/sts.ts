import type { QueryService } from '../operation.ts';
import { getCallerIdentity } from './get-caller-identity.ts';

export const sts = (accountId: string): QueryService => ({
  protocol: 'query',
  namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  operations: { GetCallerIdentity: getCallerIdentity(accountId) },
});
