import { z } from 'zod';
import { MANUAL } from './manual.ts';

/** One file per driver beside this one; each has the fields of a schedule and its own. */
const DRIVERS = [MANUAL] as const;

const KNOWN = DRIVERS.map(({ shape }) => shape.driver.value);

/** `rotation` of an upstream. */
export const ROTATION = z.discriminatedUnion('driver', DRIVERS, {
  error: (issue) =>
    issue.code === 'invalid_union'
      ? `is not one of the known words\nuse one of ${KNOWN.join(', ')}`
      : undefined,
});
