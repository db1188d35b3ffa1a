import { z } from 'zod';
import { fields } from '../schema.ts';
import { SCHEDULE_FIELDS } from './schedule-fields.ts';

/** An operator puts the new key; nothing is asked of the provider. */
export const MANUAL = fields({ driver: z.literal('manual'), ...SCHEDULE_FIELDS });
