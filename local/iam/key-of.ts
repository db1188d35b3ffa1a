import type { AccessPlan } from '../plan/access-plan.ts';

/** What a call may have said of a resource's key since the template did; undefined if the resource is not one of these. */
export type KeysNow = (resource: string) => { readonly kmsKeyId?: string } | undefined;

/** The ARN of the customer-managed key of a resource, if it lies under one. */
export function keyOf(access: AccessPlan, keysNow: KeysNow): (resource: string) => string | undefined {
  return (resource) => {
    const current = keysNow(resource);
    if (current === undefined) return access.keyOf.get(resource);
    const { kmsKeyId: named } = current;
    if (named === undefined || named.includes('alias/aws/')) return undefined;
    if (/^arn:[^/]*:key\//.test(named)) return named;
    const byId = [...access.keys.keys()].find((arn) => arn.endsWith(`:key/${named}`));
    // An alias is followed by the template's plan only.
    return byId ?? access.keyOf.get(resource) ?? named;
  };
}
