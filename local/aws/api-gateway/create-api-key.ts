import { randomInt } from 'node:crypto';
import { LOWER_ALPHANUMERIC, MIXED_ALPHANUMERIC } from '../../assembly/place.ts';
import { AwsError } from '../aws-error.ts';
import type { Operation } from '../operation.ts';
import { flagOf, optionalString } from '../read-input.ts';
import { type ApiKey, describeKey } from './api-key.ts';
import type { KeyDesk } from './key-desk.ts';

const random = (length: number, alphabet: string): string =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateApiKey.html */
export const createApiKey = (desk: KeyDesk): Operation => ({
  action: 'apigateway:POST',
  resources: () => [desk.arn('/apikeys')],
  run: (input) => {
    const value = optionalString(input, 'value') ?? random(40, MIXED_ALPHANUMERIC);
    if (value.length < 20 || value.length > 128)
      throw new AwsError('BadRequestException', 'API Key value should be between 20 and 128 characters');
    return desk.change((draft, now) => {
      if (Object.values(draft.keys).some((key) => key.value === value))
        throw new AwsError('ConflictException', 'API Key already exists', 409);
      const key: ApiKey = {
        id: random(10, LOWER_ALPHANUMERIC),
        value,
        name: optionalString(input, 'name') ?? '',
        description: optionalString(input, 'description') ?? '',
        enabled: flagOf(input, 'enabled'),
        createdAt: now,
        updatedAt: now,
      };
      draft.keys[key.id] = key;
      return describeKey(key, true);
    });
  },
});
