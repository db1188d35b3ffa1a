import type { JsonObject } from '../assembly/template.ts';
import { LocalRunError } from '../local-run-error.ts';
import { object, textMap } from './read-property.ts';

/** Names that Lambda sets itself, https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime. */
const RESERVED = new Set([
  ...['_HANDLER', '_X_AMZN_TRACE_ID', 'AWS_DEFAULT_REGION', 'AWS_REGION', 'AWS_EXECUTION_ENV'],
  ...['AWS_LAMBDA_FUNCTION_NAME', 'AWS_LAMBDA_FUNCTION_MEMORY_SIZE', 'AWS_LAMBDA_FUNCTION_VERSION'],
  ...['AWS_LAMBDA_INITIALIZATION_TYPE', 'AWS_LAMBDA_LOG_GROUP_NAME', 'AWS_LAMBDA_LOG_STREAM_NAME'],
  ...['AWS_ACCESS_KEY', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'],
  ...['AWS_LAMBDA_RUNTIME_API', 'LAMBDA_TASK_ROOT', 'LAMBDA_RUNTIME_DIR'],
]);
const NAME = /^[a-zA-Z][a-zA-Z0-9_]+$/;
const BYTES_MAX = 4096;

/** The template's variables. What Lambda would refuse to deploy is refused by name; values are not shown. */
export function planEnvironment(logicalId: string, properties: JsonObject): Readonly<Record<string, string>> {
  const variables = textMap(object(properties, 'Environment'), 'Variables');
  const names = Object.keys(variables);
  const refuse = (what: string): never => {
    throw new LocalRunError(`${logicalId}'s environment ${what}, which Lambda refuses; change it.`);
  };
  const reserved = names.filter((name) => RESERVED.has(name));
  if (reserved.length > 0) refuse(`sets ${reserved.join(', ')}`);
  const malformed = names.filter((name) => !NAME.test(name));
  if (malformed.length > 0) refuse(`has the malformed names ${malformed.join(', ')}`);
  if (Buffer.byteLength(JSON.stringify(variables)) > BYTES_MAX) refuse('is larger than 4 KB');
  return variables;
}
