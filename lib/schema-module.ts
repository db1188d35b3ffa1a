import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { JsonSchema } from '../contract/constraints.ts';
import type { ProxySettings } from '../contract/settings.ts';
import { isComplaint } from './config/complaint.ts';
import { schemaCode } from './config/schema-code.ts';

/**
 * The source of `SCHEMAS_FILE`: a validator for each schema of the settings, by its text. It needs no package: what Ajv's
 * code would load is part of it. `undefined` if the settings hold no schema.
 */
export function schemaModule({ upstream, products, roles }: ProxySettings): string | undefined {
  const routes = [...upstream.routes, ...[products, roles].flatMap((lists) => Object.values(lists).flat())];
  const schemas = new Map<string, JsonSchema>();
  for (const { constraints } of routes) {
    const schema = constraints?.body?.schema;
    if (schema !== undefined) schemas.set(JSON.stringify(schema), schema);
  }
  if (schemas.size === 0) return undefined;
  const linked = new Map<string, string>();
  const entries = [...schemas].map(([text, schema]) => {
    const code = schemaCode(schema);
    if (isComplaint(code)) throw new Error('a checked schema does not compile');
    return `exports[${JSON.stringify(text)}] = ${asModule(link(code, import.meta.url, linked))};`;
  });
  return ['"use strict";', 'const linked = {};', ...linked.values(), ...entries, ''].join('\n');
}

/** Puts what a module requires before it, and itself in terms of that. */
function link(code: string, from: string, linked: Map<string, string>): string {
  const require = createRequire(from);
  return code.replace(/require\("([^"]+)"\)/g, (_call, name: string) => {
    const file = require.resolve(name);
    if (!linked.has(name)) {
      linked.set(name, ''); // what requires itself would be undefined, as in Node
      const source = readFileSync(file, 'utf8').replace(/^\/\/#.*$/gm, '');
      const inner = link(source, file, linked);
      linked.delete(name); // what it needs stands before it
      linked.set(name, `linked[${JSON.stringify(name)}] = ${asModule(inner)};`);
    }
    return `linked[${JSON.stringify(name)}]`;
  });
}

const asModule = (code: string): string =>
  `(() => { const module = { exports: {} }; const exports = module.exports; ${code}\nreturn module.exports; })()`;
