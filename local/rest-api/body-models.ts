import { LocalRunError } from '../local-run-error.ts';
import type { RestApiPlan } from '../plan/rest-api-plan.ts';
import type { CheckBody } from './validate-request.ts';

/**
 * Holds bodies to the API's models, which are JSON schemas of draft 4 and may refer to each other
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html). What is wrong is said in other words than AWS's.
 */
export async function bodyModels({ id, models, resources }: RestApiPlan): Promise<CheckBody> {
  const used = new Set(
    resources.flatMap(({ methods }) =>
      Object.values(methods).flatMap(({ bodyModels: names }) => Object.values(names)),
    ),
  );
  if (used.size === 0) return () => undefined;
  // Hardly any API has models, and every start would pay for the load.
  const { default: Ajv } = await import('ajv-draft-04');
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  const uri = (name: string): string => `https://apigateway.amazonaws.com/restapis/${id}/models/${name}`;
  for (const [name, schema] of Object.entries(models)) ajv.addSchema(schema, uri(name));
  const validators = new Map([...used].map((name) => [name, compiled(() => ajv.getSchema(uri(name)), name)]));
  return (model, body) => {
    const validate = validators.get(model);
    const document = parse(body);
    if (validate === undefined || document === undefined) return '[the body is no JSON]';
    return validate(document) === true ? undefined : `[${ajv.errorsText(validate.errors)}]`;
  };
}

function compiled<T>(compile: () => T | undefined, name: string): T {
  try {
    const validate = compile();
    if (validate !== undefined) return validate;
  } catch {
    // Said below, in words that name the model.
  }
  throw new LocalRunError(
    `The model ${name} is missing, or no JSON schema of draft 4; AWS would refuse it, too.`,
  );
}

/** No body at all is null. */
function parse(body: Buffer): unknown {
  try {
    return body.length === 0 ? null : JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
