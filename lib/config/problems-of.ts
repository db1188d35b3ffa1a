import type { z } from 'zod';
import type { ConfigProblem } from './config-error.ts';
import { exampleAt } from './examples.ts';
import { nearest } from './nearest.ts';
import { pathText } from './path-text.ts';
import { messageParts } from './schema.ts';

/** What the schema found wrong with `root`, each with its fix and without any of its values. */
export const problemsOf = (error: z.ZodError, root: unknown): readonly ConfigProblem[] =>
  error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? strangers(issue) : [single(issue, root)],
  );

function strangers(issue: z.core.$ZodIssueUnrecognizedKeys): readonly ConfigProblem[] {
  const { first, rest } = messageParts(issue.message);
  const known = [first, ...rest];
  return issue.keys.map((key) => {
    const meant = nearest(key, known);
    const fix = meant ? `write ${meant}` : `remove it; the fields here are ${known.join(', ')}`;
    return { path: pathText([...issue.path, key]), problem: 'is not a known field', fix };
  });
}

function single(issue: z.core.$ZodIssue, root: unknown): ConfigProblem {
  const path = pathText(issue.path);
  const example = `write for example ${exampleAt(issue.path)}`;
  const value = valueAt(root, issue.path);
  if (value === undefined) return { path, problem: 'is missing', fix: example };
  switch (issue.code) {
    case 'custom': {
      const { first, rest } = messageParts(issue.message);
      return { path, problem: first, fix: rest.join(' ') || example };
    }
    case 'invalid_key': {
      const { first, rest } = messageParts(issue.issues[0]?.message ?? '');
      return { path, problem: first, fix: rest.join(' ') || example };
    }
    case 'invalid_value':
      return { path, problem: 'is not one of the known words', fix: `use one of ${issue.values.join(', ')}` };
    case 'too_small':
      return { path, problem: 'is empty', fix: example };
    case 'invalid_type':
      return {
        path,
        problem: `is ${kindOf(value)} where ${expectedName(issue.expected)} belongs`,
        fix: example,
      };
    default:
      return { path, problem: 'is not understood', fix: example };
  }
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number' && !Number.isFinite(value)) return 'not a finite number';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

const EXPECTED: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'an object',
  record: 'an object',
};
const expectedName = (expected: string): string => EXPECTED[expected] ?? `a ${expected}`;
