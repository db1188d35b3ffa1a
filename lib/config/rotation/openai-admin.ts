import { z } from 'zod';
import { fields, whole } from '../schema.ts';
import { apiUrl, form } from './driver-fields.ts';
import { SCHEDULE_FIELDS } from './schedule-fields.ts';

const PROJECT = form(
  /^proj_[A-Za-z0-9_-]{1,64}$/,
  'is not the id of an OpenAI project',
  `write one such as 'proj_abc'`,
);

/** OpenAI lets a key live for a year at most, where it is given an end (`expires_in_seconds`). */
export const OPENAI_ADMIN = fields({
  driver: z.literal('openai-admin'),
  project: PROJECT,
  expiresInDays: whole(1, 365).optional(),
  apiUrl: apiUrl('https://api.openai.com'),
  ...SCHEDULE_FIELDS,
});
