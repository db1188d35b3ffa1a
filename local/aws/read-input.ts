import { AwsError } from './aws-error.ts';
import type { Input } from './operation.ts';

const wrongType = (name: string, wanted: string): AwsError =>
  new AwsError('SerializationException', `${name} must be ${wanted}`);

export function optionalString(input: Input, name: string): string | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw wrongType(name, 'a string');
  return value;
}

export function optionalStrings(input: Input, name: string): readonly string[] | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || !value.every((v) => typeof v === 'string'))
    throw wrongType(name, 'a list of strings');
  return value;
}

/** A whole number between `min` and `max`; from a query it arrives as text. */
export function optionalCount(input: Input, name: string, min: number, max: number): number | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  const number = Number(value);
  if (!Number.isInteger(number) || number < min || number > max)
    throw wrongType(name, `a whole number between ${min} and ${max}`);
  return number;
}

/** True or false; from a query it arrives as text. */
export const flagOf = (input: Input, name: string): boolean => input[name] === true || input[name] === 'true';
