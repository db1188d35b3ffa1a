import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Plain, PlainRecord } from '../domain/chain/canonical.ts';

/**
 * An item as JSON can say it, whatever is in it: nobody may keep a table from being sealed by what he writes there. Texts,
 * safe numbers, lists and maps are themselves; anything else keeps DynamoDB's name of its type, so that no two values look alike
 * that are of different types.
 */
export const plainItem = (item: Readonly<Record<string, AttributeValue>>): PlainRecord =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plainValue(value)]));

function plainValue(value: AttributeValue): Plain {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return plainNumber(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.NULL !== undefined) return null;
  if (value.L !== undefined) return value.L.map(plainValue);
  if (value.M !== undefined) return plainItem(value.M);
  if (value.B !== undefined) return { B: base64(value.B) };
  if (value.SS !== undefined) return { SS: [...value.SS].sort() };
  if (value.NS !== undefined) return { NS: [...value.NS].sort() };
  return { BS: (value.BS ?? []).map(base64).sort() };
}

/** A number that would lose digits is kept as text. */
const plainNumber = (text: string): Plain => (String(Number(text)) === text ? Number(text) : { N: text });

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
