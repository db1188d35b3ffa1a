import { AwsError } from '../aws-error.ts';
import type { Input, Operation } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import { type ApiKey, describeKey } from './api-key.ts';
import { findKey, type KeyDesk } from './key-desk.ts';

/** Replaces `/enabled`, `/name` and `/description` (https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html). */
export const updateApiKey = (desk: KeyDesk): Operation => ({
  action: 'apigateway:PATCH',
  resources: (input) => [desk.arn(`/apikeys/${input['apiKey']}`)],
  run: (input) =>
    desk.change((draft, now) => {
      const key = findKey(draft, input, 'apiKey');
      const patches = Array.isArray(input['patchOperations']) ? input['patchOperations'] : [];
      for (const patch of patches) apply(key, patch as Input);
      key.updatedAt = now;
      return describeKey(key, false);
    }),
});

function apply(key: ApiKey, patch: Input): void {
  const path = optionalString(patch, 'path');
  const value = optionalString(patch, 'value') ?? '';
  if (optionalString(patch, 'op') !== 'replace')
    throw new AwsError('BadRequestException', 'Invalid patch operation specified. Must be one of: [replace]');
  if (path === '/enabled') key.enabled = value === 'true';
  else if (path === '/name') key.name = value;
  else if (path === '/description') key.description = value;
  else throw new AwsError('BadRequestException', `Invalid patch path ${path}`);
}
