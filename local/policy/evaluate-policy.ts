import { LocalRunError } from '../local-run-error.ts';
import type { Context } from './condition.ts';
import { decide, type Verdict } from './decide.ts';
import { readStatements } from './read-statements.ts';
import type { Statement } from './statement.ts';

export type PolicyVerdict = Verdict | 'unreadable';

/** What a policy document of whatever origin says of one action on one resource. What is not understood is `unreadable`, never an allow. */
export function evaluatePolicy(
  document: unknown,
  action: string,
  resource: string,
  context: Context = {},
): PolicyVerdict {
  const statements = read(document);
  if (statements?.every((statement) => statement.resource !== undefined && statement.unclear.length === 0))
    return decide(statements, { action, resource, context });
  return 'unreadable';
}

function read(document: unknown): readonly Statement[] | undefined {
  try {
    return readStatements(document, 'an authorizer');
  } catch (error) {
    if (error instanceof LocalRunError) return undefined;
    throw error;
  }
}
