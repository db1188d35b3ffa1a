import type { Context } from '../../policy/condition.ts';
import type { Input } from '../operation.ts';

/** Where one operation on one item names attributes by writing their values down. */
const ITEMS = ['Key', 'Item', 'Expected', 'AttributeUpdates'];
const EXPRESSIONS = ['UpdateExpression', 'ConditionExpression', 'ProjectionExpression', 'FilterExpression'];
/** Words of the expressions' own language. */
const WORDS =
  /^(SET|REMOVE|ADD|DELETE|AND|OR|NOT|IN|BETWEEN|if_not_exists|list_append|attribute_exists|attribute_not_exists|attribute_type|begins_with|contains|size)$/i;

/**
 * Top-level attributes that a request names, as the condition key `dynamodb:Attributes` has them
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html).
 */
export function attributesOf(input: Input): Context {
  const names = new Set(ITEMS.flatMap((part) => Object.keys(Object(input[part]))));
  const aliases: Readonly<Record<string, unknown>> = Object(input['ExpressionAttributeNames']);
  for (const part of EXPRESSIONS) {
    const text = typeof input[part] === 'string' ? input[part] : '';
    for (const [path] of text.matchAll(/[#:]?[A-Za-z_][\w.#[\]]*/g)) {
      const [name = ''] = path.split(/[.[]/);
      if (name.startsWith(':') || WORDS.test(name)) continue;
      names.add(name.startsWith('#') ? String(aliases[name]) : name);
    }
  }
  return names.size === 0 ? {} : { 'dynamodb:attributes': [...names] };
}
