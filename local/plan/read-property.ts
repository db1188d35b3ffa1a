import { isObject, type Json, type JsonObject } from '../assembly/template.ts';
import { LocalRunError } from '../local-run-error.ts';

const scalar = (value: Json | undefined): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;

export const optionalText = (from: JsonObject, name: string): string | undefined => scalar(from[name]);

export function requiredText(from: JsonObject, name: string, logicalId: string): string {
  const value = optionalText(from, name);
  if (value === undefined)
    throw new LocalRunError(`${logicalId} lacks ${name}; synthesize the app again, or set it.`);
  return value;
}

/** CloudFormation accepts numbers and booleans as text, too. */
export function optionalNumber(from: JsonObject, name: string): number | undefined {
  const value = scalar(from[name]);
  return value === undefined || Number.isNaN(Number(value)) ? undefined : Number(value);
}

export const flag = (from: JsonObject, name: string): boolean => scalar(from[name]) === 'true';

export function texts(from: JsonObject, name: string): readonly string[] {
  const value = from[name];
  return Array.isArray(value) ? value.flatMap((v: Json) => scalar(v) ?? []) : [];
}

export function objects(from: JsonObject, name: string): readonly JsonObject[] {
  const value = from[name];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function object(from: JsonObject, name: string): JsonObject {
  const value = from[name];
  return isObject(value) ? value : {};
}

export function textMap(from: JsonObject, name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(object(from, name)).flatMap(([key, value]) => {
      const found = scalar(value);
      return found === undefined ? [] : [[key, found]];
    }),
  );
}
