import type { Operation } from '../operation.ts';
import { pageOf } from '../page-of.ts';
import { flagOf, optionalCount, optionalString } from '../read-input.ts';
import { describeKey } from './api-key.ts';
import type { KeyDesk } from './key-desk.ts';

/** `name` is a prefix (https://docs.aws.amazon.com/apigateway/latest/api/API_GetApiKeys.html). */
export const getApiKeys = (desk: KeyDesk): Operation => ({
  action: 'apigateway:GET',
  resources: () => [desk.arn('/apikeys')],
  run: (input) => {
    const prefix = optionalString(input, 'name') ?? '';
    const found = Object.values(desk.state.keys).filter((key) => key.name.startsWith(prefix));
    const limit = optionalCount(input, 'limit', 1, 500) ?? 25;
    const page = pageOf(found, limit, optionalString(input, 'position'), 'BadRequestException');
    const withValues = flagOf(input, 'includeValues');
    return {
      item: page.items.map((key) => describeKey(key, withValues)),
      ...(page.next === undefined ? {} : { position: page.next }),
    };
  },
});
