import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type JsonSchema, SCHEMAS_FILE } from '../../contract/constraints.ts';
import type { ProxySettings } from '../../contract/settings.ts';
import type { Schemas } from '../domain/body-objection.ts';

type Validate = (value: unknown) => boolean;

/**
 * The validators of the settings' schemas, which were compiled at synth and lie beside the bundle. A schema without its
 * validator is no reason to serve without it.
 */
export function readSchemas(
  settings: Pick<ProxySettings, 'upstream' | 'products' | 'roles'>,
  folder: string,
): Schemas {
  const routes = [settings.products, settings.roles].flatMap((lists) => Object.values(lists).flat());
  const schemas = [...settings.upstream.routes, ...routes]
    .map(({ constraints }) => constraints?.body?.schema)
    .filter((schema) => schema !== undefined);
  if (schemas.length === 0) return () => undefined;
  const file = join(folder, SCHEMAS_FILE);
  const compiled = createRequire(file)(file) as Readonly<Record<string, Validate>>;
  const validators = new Map<JsonSchema, Validate>();
  for (const schema of schemas) {
    const validate = compiled[JSON.stringify(schema)];
    if (validate === undefined) throw new Error(`${SCHEMAS_FILE} lacks a schema of the settings`);
    validators.set(schema, validate);
  }
  return (schema) => validators.get(schema);
}
