import { isObject } from '../../assembly/template.ts';
import type { Dimensions } from '../../metrics/series.ts';
import type { Input } from '../operation.ts';
import { invalidParameter, missingParameter } from './invalid-parameter.ts';

const DIMENSIONS_MAX = 30;

export function requiredString(input: Input, name: string): string {
  const value = input[name];
  if (typeof value !== 'string' || value === '') throw missingParameter(name);
  return value;
}

/** `[{ Name, Value }]` as an object. */
export function readDimensions(value: unknown): Dimensions {
  if (value === undefined || value === null) return {};
  if (!Array.isArray(value) || value.length > DIMENSIONS_MAX)
    throw invalidParameter('The collection Dimensions must not have a size greater than 30.');
  return Object.fromEntries(
    value.map((dimension: unknown) => {
      const { Name, Value } = isObject(dimension) ? dimension : {};
      if (typeof Name !== 'string' || typeof Value !== 'string' || Name === '' || Value === '')
        throw invalidParameter('A dimension must have a Name and a Value.');
      return [Name, Value];
    }),
  );
}

/** Epoch seconds as Unix milliseconds. */
export function readMoment(input: Input, name: string): number {
  const value = input[name];
  if (typeof value !== 'number') throw missingParameter(name);
  return value * 1000;
}

/** A period in milliseconds: 1, 5, 10, 20, 30 seconds, or whole minutes. */
export function readPeriod(input: Input): number {
  const value = Number(input['Period']);
  if (
    !(Number.isInteger(value) && value > 0) ||
    (value >= 60 ? value % 60 !== 0 : ![1, 5, 10, 20, 30].includes(value))
  )
    throw invalidParameter('The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.');
  return value * 1000;
}
