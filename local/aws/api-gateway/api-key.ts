/** An API key of API Gateway. */
export interface ApiKey {
  readonly id: string;
  readonly value: string;
  name: string;
  description: string;
  enabled: boolean;
  readonly createdAt: number;
  updatedAt: number;
}

/** What the file holds: keys by id, and the ids of each usage plan's keys. */
export interface ApiKeys {
  readonly keys: Record<string, ApiKey>;
  readonly members: Record<string, string[]>;
}

/** The wire form; the value only where it was asked for. */
export const describeKey = (key: ApiKey, withValue: boolean): Readonly<Record<string, unknown>> => ({
  id: key.id,
  ...(withValue ? { value: key.value } : {}),
  name: key.name,
  ...(key.description === '' ? {} : { description: key.description }),
  enabled: key.enabled,
  createdDate: Math.floor(key.createdAt / 1000),
  lastUpdatedDate: Math.floor(key.updatedAt / 1000),
  stageKeys: [],
});
