import { z } from 'zod';
import { type Complaint, complain, isComplaint } from './complaint.ts';

/** An issue's message is two lines, the problem and the fix; `problems-of.ts` takes them apart. */
const BORDER = '\n';

/** A value that `read` turns into its resolved form or complains about. */
export const readBy = <T>(read: (value: unknown) => T | Complaint) =>
  z.unknown().transform((value, context): T => {
    const result = value === undefined ? complain('is missing', '') : read(value);
    if (!isComplaint(result)) return result;
    context.addIssue({ code: 'custom', message: `${result.problem}${BORDER}${result.fix}` });
    return z.NEVER;
  });

/** A text that `read` turns into its resolved form or complains about. */
export const textBy = <T>(read: (text: string) => T | Complaint) =>
  z.string().transform((text, context): T => {
    const result = read(text);
    if (!isComplaint(result)) return result;
    context.addIssue({ code: 'custom', message: `${result.problem}${BORDER}${result.fix}` });
    return z.NEVER;
  });

/** A whole number between two bounds, both allowed. */
export const whole = (min: number, max: number) =>
  z.number().superRefine((value, context) => {
    if (Number.isInteger(value) && value >= min && value <= max) return;
    const message = `is not a whole number from ${min} to ${max}${BORDER}write one from ${min} to ${max}`;
    context.addIssue({ code: 'custom', message });
  });

/**
 * An object with these fields and no others. `resolvedOnly` fields are accepted, because a resolved config is valid input,
 * but are not suggested to anybody.
 */
export const fields = <S extends z.ZodRawShape, R extends z.ZodRawShape = Record<never, never>>(
  shape: S,
  resolvedOnly?: R,
) =>
  z.strictObject(
    { ...shape, ...(resolvedOnly ?? ({} as R)) },
    {
      // The known names travel in the message, so that the nearest one can be suggested.
      error: (issue) => (issue.code === 'unrecognized_keys' ? Object.keys(shape).join(BORDER) : undefined),
    },
  );

/** The first line of an issue's message and the rest of it. */
export function messageParts(message: string): { readonly first: string; readonly rest: readonly string[] } {
  const [first = '', ...rest] = message.split(BORDER);
  return { first, rest };
}
