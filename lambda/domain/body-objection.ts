import type { BodyRule, JsonSchema } from '../../contract/constraints.ts';
import { type JsonReading, looseName } from './json-reading.ts';

/** Whether a value is valid, by the schema's own validator; `undefined` where there is none for it. */
export type Schemas = (schema: JsonSchema) => ((value: unknown) => boolean) | undefined;

/** Which part of a rule a body breaks; the first one that is found. */
export function bodyObjection(rule: BodyRule, reading: JsonReading, schemas: Schemas): string | undefined {
  if ('oddity' in reading) return `body.${reading.oddity}`;
  const { value, names } = reading;
  const { require = [], forbid = [], schema } = rule;
  const top = Object.keys(value);
  const named = [...require, ...forbid];
  const alike = lookAlike(top, named) ?? (schema && lookAlike(names, namesIn(schema)));
  if (alike !== undefined) return `body.${alike}`;
  const missing = require.find((name) => !top.includes(name));
  const present = forbid.find((name) => top.includes(name));
  const broken = missing ?? present;
  if (broken !== undefined) return `body.${broken}`;
  if (schema === undefined) return undefined;
  return schemas(schema)?.(value) === true ? undefined : 'body.schema';
}

/** The one of `known` that a given name resembles without being it. */
export function lookAlike(given: Iterable<string>, known: readonly string[]): string | undefined {
  const exact = new Set(known);
  const loose = new Map(known.map((name) => [looseName(name), name]));
  for (const name of given) {
    const meant = exact.has(name) ? undefined : loose.get(looseName(name));
    if (meant !== undefined) return meant;
  }
  return undefined;
}

const known = new WeakMap<object, readonly string[]>();

/** Every name that a schema speaks of, at whatever depth. Schemas live as long as their settings. */
function namesIn(schema: JsonSchema): readonly string[] {
  let names = known.get(schema);
  if (names === undefined) {
    names = [...new Set(collect(schema))];
    known.set(schema, names);
  }
  return names;
}

function collect(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null) return [];
  const { properties, required } = node as { readonly properties?: unknown; readonly required?: unknown };
  const own = typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
  const wanted = Array.isArray(required) ? required.filter((name) => typeof name === 'string') : [];
  return [...own, ...wanted, ...Object.values(node).flatMap(collect)];
}
