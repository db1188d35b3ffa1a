import { z } from 'zod';
import { PLAN } from './plan-fields.ts';
import { PRODUCT } from './product-fields.ts';
import { ROLE } from './role-fields.ts';
import { fields } from './schema.ts';
import { STAGE } from './stage-fields.ts';
import { UPSTREAM } from './upstream-fields.ts';

/** The shape of the whole file. What relates one part to another is checked in `checks/`. */
export const CONFIG = fields({
  upstreams: z.record(z.string(), UPSTREAM),
  products: z.record(z.string(), PRODUCT),
  roles: z.record(z.string(), ROLE).optional(),
  plans: z.record(z.string(), PLAN),
  stages: z.record(z.string(), STAGE),
});

export type ConfigData = z.output<typeof CONFIG>;
