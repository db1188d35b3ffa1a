import type { Operation } from '../operation.ts';
import { findKey, type KeyDesk } from './key-desk.ts';

/** The key leaves its usage plans, too (https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteApiKey.html). */
export const deleteApiKey = (desk: KeyDesk): Operation => ({
  action: 'apigateway:DELETE',
  resources: (input) => [desk.arn(`/apikeys/${input['apiKey']}`)],
  run: async (input) => {
    await desk.change((draft) => {
      const { id } = findKey(draft, input, 'apiKey');
      delete draft.keys[id];
      for (const [plan, ids] of Object.entries(draft.members))
        draft.members[plan] = ids.filter((member) => member !== id);
    });
    return undefined;
  },
});
