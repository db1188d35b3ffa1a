/** What JSON can say. */
export type Plain = string | number | boolean | null | readonly Plain[] | PlainRecord;
export interface PlainRecord {
  readonly [name: string]: Plain | undefined;
}

/**
 * The one text of a value: JSON without spaces, members sorted by UTF-16 code units, numbers and texts as ECMAScript writes them
 * (RFC 8785). Members that are undefined are left out.
 */
export function canonical(value: Plain): string {
  if (value === null || typeof value !== 'object') return primitive(value);
  if (isList(value)) return `[${value.map(canonical).join(',')}]`;
  const members = Object.keys(value)
    .sort()
    .flatMap((name) => {
      const member = value[name];
      return member === undefined ? [] : [`${JSON.stringify(name)}:${canonical(member)}`];
    });
  return `{${members.join(',')}}`;
}

const isList = (value: object): value is readonly Plain[] => Array.isArray(value);

function primitive(value: string | number | boolean | null): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('JSON knows no such number');
  return JSON.stringify(value);
}
