import type { Operation } from '../operation.ts';
import { flagOf } from '../read-input.ts';
import { describeKey } from './api-key.ts';
import { findKey, type KeyDesk } from './key-desk.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetApiKey.html */
export const getApiKey = (desk: KeyDesk): Operation => ({
  action: 'apigateway:GET',
  resources: (input) => [desk.arn(`/apikeys/${input['apiKey']}`)],
  run: (input) => describeKey(findKey(desk.state, input, 'apiKey'), flagOf(input, 'includeValue')),
});
