import { z } from 'zod';
import { LEAK_ACTIONS } from '../../contract/leak-intake.ts';
import { readBaseUrl } from './base-url.ts';
import type { LeakIntakeConfig } from './resolved.ts';
import { fields, textBy } from './schema.ts';

/** Where leaked keys are reported, and what is done about one that works. */
export const LEAK_INTAKE = fields({
  github: z.boolean().optional(),
  action: z.enum(LEAK_ACTIONS).optional(),
  githubKeysUrl: textBy(readBaseUrl).optional(),
});

/** Nobody is listened to, and no client cut off, until somebody asks for it. */
export const resolveLeakIntake = (given: z.output<typeof LEAK_INTAKE> = {}): LeakIntakeConfig => ({
  github: given.github ?? false,
  action: given.action ?? 'report',
  ...(given.githubKeysUrl === undefined ? {} : { githubKeysUrl: given.githubKeysUrl }),
});
