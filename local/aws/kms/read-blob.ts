import type { Input } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import { kmsValidation } from './kms-errors.ts';

/** A member that the wire carries in base64, 1 to `bytesMax` bytes long. */
export function readBlob(input: Input, name: string, bytesMax: number): Buffer {
  const bytes = Buffer.from(optionalString(input, name) ?? '', 'base64');
  if (bytes.length === 0 || bytes.length > bytesMax)
    throw kmsValidation(
      `1 validation error detected: Value at '${name}' failed to satisfy constraint: Member must have length between 1 and ${bytesMax}`,
    );
  return bytes;
}
