import { z } from 'zod';
import { PRODUCT_FIELDS } from './product-fields.ts';
import { METHOD } from './route.ts';
import { fields } from './schema.ts';

/** Every field of a role. */
export const ROLE_FIELDS = {
  methods: z.array(METHOD).min(1).optional(),
  only: z.array(fields(PRODUCT_FIELDS)).min(1).optional(),
};

export const ROLE = fields(ROLE_FIELDS);
