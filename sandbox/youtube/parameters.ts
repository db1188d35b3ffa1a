import { incompatibleFault, noFilterFault, parameterFault } from './parameter-fault.ts';

/** A list parameter: comma-separated, repeated, or both. */
export const readList = (query: URLSearchParams, name: string): readonly string[] =>
  query
    .getAll(name)
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');

/** The resource parts to send back; at least one, all of them known. */
export function readPart<const P extends string>(
  query: URLSearchParams,
  known: readonly P[],
): ReadonlySet<string> {
  const parts = readList(query, 'part');
  if (parts.length === 0) throw parameterFault('part', 'required', 'Required parameter: part');
  if (parts.some((part) => !(known as readonly string[]).includes(part)))
    throw parameterFault('part', 'unknownPart', `Unknown part. Expected one of: ${known.join(', ')}`);
  return new Set(parts);
}

/** `maxResults`, 0 to 50; 5 unless told. */
export function readMaxResults(query: URLSearchParams): number {
  const value = query.get('maxResults') || '5';
  if (/^\d{1,2}$/.test(value) && Number(value) <= 50) return Number(value);
  throw parameterFault(
    'maxResults',
    'invalidParameter',
    'Invalid value. Values must be within the range: [0, 50]',
  );
}

/** Which one of the filters was given, and its values. */
export function readFilter<const F extends string>(
  query: URLSearchParams,
  filters: readonly F[],
): { readonly filter: F; readonly values: readonly string[] } {
  const given = filters.filter((filter) => readList(query, filter).length > 0);
  const [filter] = given;
  if (filter === undefined) throw noFilterFault(filters);
  if (given.length > 1) throw incompatibleFault(given);
  return { filter, values: readList(query, filter) };
}
