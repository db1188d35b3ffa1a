import type { ApiKey } from './api-key.ts';

/** The wire form of a key as a member of a usage plan. */
export const describeUsagePlanKey = (key: ApiKey): Readonly<Record<string, unknown>> => ({
  id: key.id,
  type: 'API_KEY',
  value: key.value,
  name: key.name,
});
