import { type Context, holds } from './condition.ts';
import { matchesPattern } from './matches-pattern.ts';
import type { Selection, Statement } from './statement.ts';

/** One action on one resource, and what is known of the request. */
export interface Request {
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
  /** Every name under which a resource policy may mean the caller. @default only policies that name nobody are asked */
  readonly names?: readonly string[];
}

export type Verdict = 'allow' | 'explicit-deny' | 'implicit-deny';

/** What statements say together; a deny wins (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html). */
export function decide(statements: readonly Statement[], request: Request): Verdict {
  let verdict: Verdict = 'implicit-deny';
  for (const statement of statements) {
    if (!applies(statement, request)) continue;
    if (statement.effect === 'Deny') return 'explicit-deny';
    verdict = 'allow';
  }
  return verdict;
}

function applies(statement: Statement, { action, resource, context, names = [] }: Request): boolean {
  const { principals, conditions, unclear } = statement;
  const expand = (pattern: string): string => expandVariables(pattern, context);
  if (!selects(statement.action, action.toLowerCase(), (pattern) => pattern)) return false;
  if (statement.resource !== undefined && !selects(statement.resource, resource, expand)) return false;
  if (principals !== undefined && !principals.everyone && !principals.names.some((n) => names.includes(n)))
    return false;
  if (unclear.length > 0) return statement.effect === 'Deny';
  return conditions.every((condition) => holds(condition, context, expand));
}

const selects = (
  { patterns, except }: Selection,
  text: string,
  expand: (pattern: string) => string,
): boolean => patterns.some((pattern) => matchesPattern(expand(pattern), text)) !== except;

/** A variable without a value matches nothing; so does one whose value would itself be a pattern. */
function expandVariables(pattern: string, context: Context): string {
  if (!pattern.includes('${')) return pattern;
  return pattern.replace(/\$\{([^}]*)\}/g, (_, name: string) => {
    const [value = '\0'] = context[name.toLowerCase()] ?? [];
    return /[*?]/.test(value) ? '\0' : value;
  });
}
