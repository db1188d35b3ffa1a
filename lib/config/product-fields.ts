import { z } from 'zod';
import { CONSTRAINTS } from './constraint-fields.ts';
import { METHOD, PATH_PATTERN } from './route.ts';
import { fields } from './schema.ts';

/** Every field of one entry of a product. */
export const PRODUCT_FIELDS = {
  upstream: z.string(),
  methods: z.array(METHOD).min(1).optional(),
  paths: z.array(PATH_PATTERN).min(1).optional(),
  constraints: CONSTRAINTS.optional(),
};

export const PRODUCT = z.array(fields(PRODUCT_FIELDS)).min(1);
