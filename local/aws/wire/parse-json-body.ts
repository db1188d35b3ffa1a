import { AwsError } from '../aws-error.ts';
import type { Input } from '../operation.ts';

/** The members of a JSON object; an empty body has none. */
export function parseJsonBody(body: Buffer): Input {
  if (body.length === 0) return {};
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Input;
  } catch {
    // Answered below: the reason may quote the body.
  }
  throw new AwsError('SerializationException', 'The body is not a JSON object');
}
