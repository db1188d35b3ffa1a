import type { Operation } from '../operation.ts';

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export const getCallerIdentity = (accountId: string): Operation => ({
  action: 'sts:GetCallerIdentity',
  resources: () => ['*'],
  run: (_, caller) => {
    if (caller.kind === 'operator')
      return {
        Arn: `arn:aws:iam::${accountId}:user/local-operator`,
        UserId: 'AIDALOCALOPERATOR',
        Account: accountId,
      };
    const role = caller.roleArn.slice(caller.roleArn.lastIndexOf('/') + 1);
    return {
      Arn: `arn:aws:sts::${accountId}:assumed-role/${role}/${caller.name}`,
      UserId: `AROALOCAL:${caller.name}`,
      Account: accountId,
    };
  },
});
