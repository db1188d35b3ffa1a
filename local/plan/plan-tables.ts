import type { Resolver } from '../assembly/resolver.ts';
import type { Json, JsonObject } from '../assembly/template.ts';
import { type PartitionKeys, partitionKeysOf } from './partition-keys.ts';
import { flag, object, optionalText } from './read-property.ts';
import { resourcesOf } from './resources-of.ts';

/** One DynamoDB table: the input that `CreateTable` would be given. */
export interface TablePlan {
  readonly logicalId: string;
  readonly name: string;
  readonly create: JsonObject;
  readonly settings: TableSettings;
}

/** What a table is told beside its keys. */
export interface TableSettings {
  /** Holds the second at which an item expires. @default items do not expire */
  readonly ttlAttribute?: string;
  readonly deletionProtected: boolean;
  readonly pointInTimeRecovery: boolean;
  /** @default a key that AWS owns */
  readonly kmsKey?: string;
  /** @default none is known */
  readonly partitionKeys?: PartitionKeys;
}

const READ_BY_CREATE_TABLE = [
  'KeySchema',
  'AttributeDefinitions',
  'BillingMode',
  'ProvisionedThroughput',
  'LocalSecondaryIndexes',
];
const READ_OF_INDEX = ['IndexName', 'KeySchema', 'Projection', 'ProvisionedThroughput'];

export function planTables(resolver: Resolver): readonly TablePlan[] {
  return resourcesOf(resolver, 'AWS::DynamoDB::Table').map(({ logicalId, properties }) => {
    const name = resolver.identity(logicalId).ref;
    const indexes = properties['GlobalSecondaryIndexes'];
    const create = {
      ...pick(properties, READ_BY_CREATE_TABLE),
      TableName: name,
      ...(Array.isArray(indexes)
        ? { GlobalSecondaryIndexes: indexes.map((index: JsonObject) => pick(index, READ_OF_INDEX)) }
        : {}),
    };
    return { logicalId, name, create: numeric(create) as JsonObject, settings: settingsOf(properties) };
  });
}

function settingsOf(properties: JsonObject): TableSettings {
  const ttl = object(properties, 'TimeToLiveSpecification');
  const ttlAttribute = flag(ttl, 'Enabled') ? optionalText(ttl, 'AttributeName') : undefined;
  const sse = object(properties, 'SSESpecification');
  const kmsKey = flag(sse, 'SSEEnabled')
    ? (optionalText(sse, 'KMSMasterKeyId') ?? 'alias/aws/dynamodb')
    : undefined;
  return {
    ...(ttlAttribute === undefined ? {} : { ttlAttribute }),
    ...(kmsKey === undefined ? {} : { kmsKey }),
    partitionKeys: partitionKeysOf(properties),
    deletionProtected: flag(properties, 'DeletionProtectionEnabled'),
    pointInTimeRecovery: flag(
      object(properties, 'PointInTimeRecoverySpecification'),
      'PointInTimeRecoveryEnabled',
    ),
  };
}

const pick = (from: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)));

/** CloudFormation takes capacity units as text; the wire does not. */
function numeric(value: Json, name = ''): Json {
  if (Array.isArray(value)) return value.map((v: Json) => numeric(v));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, numeric(v, k)]));
  return name.endsWith('CapacityUnits') ? Number(value) : value;
}
