import type { QueryRule } from '../../contract/constraints.ts';
import { looseName } from './json-reading.ts';

type Pair = readonly [name: string, value: string];

/** Written as everybody writes a number: no sign, no space, no exponent, which readers take differently. */
const WHOLE = /^\d{1,15}$/;

/**
 * Which rule a query breaks. A name that only looks like that of a rule (`MaxResults`, `maxResults[]`, `max_results`) breaks
 * it: an upstream may read it as the same one. Unless it is the very name of another rule, which then holds it.
 */
export function queryObjection(
  rules: Readonly<Record<string, QueryRule>>,
  query: readonly Pair[],
): string | undefined {
  const broken = Object.entries(rules).find(([name, rule]) =>
    breaks(
      rule,
      name,
      query.filter(([given]) => given === name || !Object.hasOwn(rules, given)),
    ),
  );
  return broken === undefined ? undefined : `query.${broken[0]}`;
}

function breaks(rule: QueryRule, name: string, query: readonly Pair[]): boolean {
  const loose = looseName(name);
  const alike = query.filter(([given]) => looseName(given) === loose);
  if (alike.length === 0) return rule.required === true;
  return rule.forbidden === true || !alike.every(([given, value]) => given === name && fits(rule, value));
}

const fits = ({ max, values }: QueryRule, value: string): boolean =>
  (max === undefined || (WHOLE.test(value) && Number(value) <= max)) &&
  (values === undefined || values.includes(value));
