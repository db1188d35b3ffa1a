import type { Place } from '../assembly/place.ts';
import type { Authorize, Intent } from '../aws/perform.ts';
import type { AccessPlan, RolePlan } from '../plan/access-plan.ts';
import type { Context } from '../policy/condition.ts';
import { type Denial, denialError, keyDenialMessage, sentenceOf } from './denial.ts';
import { type Identity, keyRefusalOf, refusalOf } from './evaluate-access.ts';
import { IMPLIED_KMS } from './implied-kms.ts';
import { type KeysNow, keyOf } from './key-of.ts';
import { contextOf, type FunctionCaller, keyContextOf, sessionArn } from './request-context.ts';

export interface EnforcementSettings {
  readonly access: AccessPlan;
  readonly place: Place;
  /** The key of a resource as calls have set it. @default as the template says */
  readonly keysNow?: KeysNow;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Told of every refusal, in AWS's words. */
  readonly onDenied: (sentence: string) => void;
}

/** Needs no permission, https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html. */
const FREE = new Set(['sts:GetCallerIdentity']);

/**
 * Checks every call of a function against its role and the policies of what it calls. The operator may do everything. A role that
 * the template does not hold is unknown and allows nothing.
 */
export function enforceRoles(settings: EnforcementSettings): Authorize {
  const { access, place, keysNow = () => undefined, now, onDenied } = settings;
  const keyOfResource = keyOf(access, keysNow);
  return (intent) => {
    const { caller } = intent;
    if (caller.kind === 'operator' || FREE.has(intent.action)) return undefined;
    const user = sessionArn(caller);
    const context = { ...contextOf(caller, place, now()), ...intent.context };
    const denial = firstDenial(intent, identityOf(caller, access, place), context);
    if (denial === undefined) return undefined;
    const sentence = sentenceOf(user, denial);
    onDenied(sentence);
    const byKey = denial.action.startsWith('kms:') && !intent.action.startsWith('kms:');
    return denialError(
      intent.service,
      intent.protocol,
      byKey ? keyDenialMessage(intent.service, sentence) : sentence,
    );
  };

  function firstDenial(intent: Intent, identity: Identity, context: Context): Denial | undefined {
    for (const resource of intent.resources) {
      const request = { action: intent.action, resource, context };
      const keyPolicy = access.keys.get(resource);
      const denial =
        keyPolicy === undefined
          ? refusalOf(identity, request, access.resourcePolicies.get(baseOf(resource)))
          : keyRefusalOf(identity, request, keyPolicy);
      if (denial !== undefined) return denial;
    }
    for (const resource of intent.resources) {
      const key = keyOfResource(baseOf(resource));
      if (key === undefined) continue;
      const keyContext = { ...context, ...keyContextOf(intent.service, baseOf(resource), place) };
      for (const action of IMPLIED_KMS[intent.action] ?? []) {
        const request = { action, resource: key, context: keyContext };
        // A key of another stack has a policy that is not known here; its account's usual one is assumed.
        const policy = access.keys.get(key);
        const denial =
          policy === undefined ? refusalOf(identity, request) : keyRefusalOf(identity, request, policy);
        if (denial !== undefined) return denial;
      }
    }
    return undefined;
  }
}

/** An index is protected by its table's policy and key, an object by its bucket's. */
const baseOf = (resource: string): string =>
  resource.startsWith('arn:aws:s3:::') ? resource.replace(/\/.*$/, '') : resource.replace(/\/index\/.*$/, '');

function identityOf(caller: FunctionCaller, access: AccessPlan, place: Place): Identity {
  const unknown: RolePlan = { logicalId: '', arn: caller.roleArn, statements: [], trust: [] };
  return {
    role: access.roles.get(caller.roleArn) ?? unknown,
    own: [caller.roleArn, sessionArn(caller)],
    account: [place.accountId, `arn:aws:iam::${place.accountId}:root`],
  };
}
