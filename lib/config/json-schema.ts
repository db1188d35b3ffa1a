import type { JsonSchema } from '../../contract/constraints.ts';
import { type Complaint, complain, isComplaint } from './complaint.ts';
import { schemaCode } from './schema-code.ts';

const EXAMPLE = `write for example { type: 'object', properties: { max_tokens: { maximum: 1_000 } } }`;

/** A JSON Schema that can be compiled, as plain data. What a validator of it would look like is thrown away here. */
export function readJsonSchema(value: unknown): JsonSchema | Complaint {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return complain('is not a JSON Schema', EXAMPLE);
  }
  const schema = JSON.parse(JSON.stringify(value)) as JsonSchema;
  const code = schemaCode(schema);
  return isComplaint(code) ? code : schema;
}
