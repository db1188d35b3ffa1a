import type { Place } from '../assembly/place.ts';
import type { AccessPlan } from '../plan/access-plan.ts';
import { decide } from '../policy/decide.ts';
import { refusalOf } from './evaluate-access.ts';

/** Who makes a service invoke a function: the service in its own name for one of its resources, or under a role it was given. */
export type Invoker =
  | { readonly service: string; readonly sourceArn: string }
  | { readonly service: string; readonly roleArn: string };

/** Whether a service may invoke a function. */
export type InvokePermits = (functionArn: string, invoker: Invoker) => boolean;

const ACTION = 'lambda:InvokeFunction';

/**
 * Asks the function's own policy (`AWS::Lambda::Permission`), https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html.
 * `onDenied` is told of refusals, which services do not name.
 */
export function invokePermits(
  access: AccessPlan,
  place: Place,
  onDenied: (sentence: string) => void = () => undefined,
): InvokePermits {
  return (functionArn, invoker) => {
    const permitted = permits(functionArn, invoker);
    if (!permitted) {
      const [who, policy] =
        'roleArn' in invoker
          ? [invoker.roleArn, 'identity-based']
          : [`${invoker.service} for ${invoker.sourceArn}`, 'resource-based'];
      onDenied(
        `${who} is not authorized to perform: ${ACTION} on resource: ${functionArn} because no ${policy} policy allows the ${ACTION} action`,
      );
    }
    return permitted;
  };

  function permits(functionArn: string, invoker: Invoker): boolean {
    const resource = functionArn;
    if ('roleArn' in invoker) {
      const role = access.roles.get(invoker.roleArn);
      if (role === undefined || !assumableBy(role.trust, invoker.service)) return false;
      const identity = { role, own: [invoker.roleArn], account: [] };
      return refusalOf(identity, { action: ACTION, resource, context: {} }) === undefined;
    }
    const context = {
      'aws:sourcearn': [invoker.sourceArn],
      'aws:sourceaccount': [place.accountId],
      'aws:principalisawsservice': ['true'],
    };
    const policy = access.resourcePolicies.get(functionArn) ?? [];
    return decide(policy, { action: ACTION, resource, context, names: [invoker.service] }) === 'allow';
  }
}

/** Whether a trust policy lets a service take the role. */
export const assumableBy = (trust: Parameters<typeof decide>[0], service: string): boolean =>
  decide(trust, { action: 'sts:AssumeRole', resource: '*', context: {}, names: [service] }) === 'allow';
