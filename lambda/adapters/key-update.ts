import type { UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { KEYS, type KeyItem } from '../../contract/tables.ts';
import type { KeyChanges } from '../flows/operator-ports.ts';

/**
 * An update of exactly the fields that change, under the condition that the record is still the one that was read. Fields
 * that others write, such as the first use, stay as they are.
 */
export function keyUpdate(read: KeyItem, changes: KeyChanges): Omit<UpdateItemCommandInput, 'TableName'> {
  const entries = Object.entries(changes);
  const set = entries.filter(([, value]) => value !== undefined);
  const gone = entries.filter(([, value]) => value === undefined);
  const version = read.version ?? 0;
  const values = {
    ':readId': read.id,
    ':readState': read.state,
    ':nextVersion': version + 1,
    ...(version === 0 ? {} : { ':readVersion': version }),
    ...Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
  };
  const assignments = [...set.map(([name]) => `#${name} = :${name}`), '#version = :nextVersion'];
  const removal = gone.length === 0 ? '' : ` REMOVE ${gone.map(([name]) => `#${name}`).join(', ')}`;
  // A record that was never changed has no version, or 0.
  const unchanged =
    version === 0 ? '(attribute_not_exists(#version) OR #version = :zero)' : '#version = :readVersion';
  return {
    Key: { [KEYS.partitionKey]: { S: read.keyHash } },
    UpdateExpression: `SET ${assignments.join(', ')}${removal}`,
    ConditionExpression: `#id = :readId AND #state = :readState AND ${unchanged}`,
    ExpressionAttributeNames: Object.fromEntries(
      [...new Set(['id', 'state', 'version', ...entries.map(([name]) => name)])].map((name) => [
        `#${name}`,
        name,
      ]),
    ),
    ExpressionAttributeValues: marshall(version === 0 ? { ...values, ':zero': 0 } : values),
  };
}
