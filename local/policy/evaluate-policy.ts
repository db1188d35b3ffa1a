import { isObject } from '../assembly/template.ts';
import { matchesPattern } from './matches-pattern.ts';

export type PolicyVerdict = 'allow' | 'explicit-deny' | 'implicit-deny' | 'unreadable';

const list = (value: unknown): readonly string[] | undefined => {
  const values = Array.isArray(value) ? value : [value];
  return values.every((v) => typeof v === 'string') ? values : undefined;
};

/**
 * What a policy document says of one action on one resource; a deny wins. Conditions and the Not-forms are not understood, and
 * what is not understood is `unreadable`, never an allow.
 */
export function evaluatePolicy(document: unknown, action: string, resource: string): PolicyVerdict {
  if (!isObject(document)) return 'unreadable';
  const statements = Array.isArray(document['Statement']) ? document['Statement'] : [document['Statement']];
  let verdict: PolicyVerdict = 'implicit-deny';
  for (const statement of statements) {
    if (!isObject(statement) || 'Condition' in statement) return 'unreadable';
    const actions = list(statement['Action']);
    const resources = list(statement['Resource']);
    const effect = statement['Effect'];
    if (actions === undefined || resources === undefined || (effect !== 'Allow' && effect !== 'Deny'))
      return 'unreadable';
    const applies =
      actions.some((a) => matchesPattern(a.toLowerCase(), action.toLowerCase())) &&
      resources.some((r) => matchesPattern(r, resource));
    if (applies && effect === 'Deny') verdict = 'explicit-deny';
    else if (applies && verdict !== 'explicit-deny') verdict = 'allow';
  }
  return verdict;
}
