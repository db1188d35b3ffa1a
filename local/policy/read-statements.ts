import { isObject, type JsonObject } from '../assembly/template.ts';
import { LocalRunError } from '../local-run-error.ts';
import { type Condition, readCondition } from './condition.ts';
import { isKnownKey } from './context-keys.ts';
import type { Principals, Selection, Statement } from './statement.ts';

const VARIABLE = /\$\{([^}]*)\}/g;

/** Reads a policy document. One that AWS would call malformed is an error naming `owner`; what is only not understood here is kept in `unclear`. */
export function readStatements(document: unknown, owner: string): readonly Statement[] {
  if (!isObject(document)) throw malformed(owner, 'is not an object');
  const statements = document['Statement'];
  return (Array.isArray(statements) ? statements : [statements]).map((statement) =>
    readStatement(statement, owner),
  );
}

function readStatement(statement: unknown, owner: string): Statement {
  if (!isObject(statement)) throw malformed(owner, 'has a statement that is not an object');
  const effect = statement['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny') throw malformed(owner, 'has a statement without an Effect');
  const action = selection(statement, 'Action', owner);
  if (action === undefined) throw malformed(owner, 'has a statement without an Action');
  const resource = selection(statement, 'Resource', owner);
  const unclear: string[] = [];
  const principals = readPrincipals(statement, unclear);
  return {
    effect,
    action: { ...action, patterns: action.patterns.map((pattern) => pattern.toLowerCase()) },
    ...(resource === undefined ? {} : { resource }),
    ...(principals === undefined ? {} : { principals }),
    conditions: readConditions(statement['Condition'], owner, unclear),
    unclear: [...unclear, ...strangeVariables(JSON.stringify([resource, statement['Condition']]))],
  };
}

function selection(from: JsonObject, name: string, owner: string): Selection | undefined {
  const except = from[name] === undefined;
  const value = from[name] ?? from[`Not${name}`];
  return value === undefined ? undefined : { patterns: texts(value, owner), except };
}

function readPrincipals(statement: JsonObject, unclear: string[]): Principals | undefined {
  if (statement['NotPrincipal'] !== undefined) unclear.push('NotPrincipal');
  const principal = statement['Principal'];
  if (principal === undefined) return undefined;
  const names = isObject(principal) ? Object.values(principal).flat() : [principal];
  return { names: names.filter((name) => typeof name === 'string'), everyone: names.includes('*') };
}

function readConditions(block: unknown, owner: string, unclear: string[]): readonly Condition[] {
  if (block === undefined) return [];
  if (!isObject(block)) throw malformed(owner, 'has a Condition that is not an object');
  return Object.entries(block).flatMap(([operator, keys]) => {
    if (!isObject(keys)) throw malformed(owner, `has a ${operator} that is not an object`);
    return Object.entries(keys).flatMap(([key, values]) => {
      const condition = readCondition(operator, key, texts(values, owner));
      if (condition === undefined) unclear.push(`the condition operator ${operator}`);
      if (!isKnownKey(key)) unclear.push(`the condition key ${key}`);
      return condition === undefined ? [] : [condition];
    });
  });
}

const strangeVariables = (text: string): readonly string[] =>
  [...text.matchAll(VARIABLE)].flatMap(([whole, name = '']) =>
    isKnownKey(name) ? [] : [`the policy variable ${whole}`],
  );

function texts(value: unknown, owner: string): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map((one) => {
    if (typeof one === 'object' || one === undefined) throw malformed(owner, 'has a value that is not text');
    return String(one);
  });
}

const malformed = (owner: string, how: string): LocalRunError =>
  new LocalRunError(`The policy of ${owner} ${how}; AWS would call it malformed.`);
