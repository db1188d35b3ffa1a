import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { type JsonSchema, SCHEMAS_FILE } from '../../contract/constraints.ts';
import { SETTINGS_FILE } from '../../contract/settings.ts';
import { readSchemas } from '../../lambda/adapters/read-schemas.ts';
import { readSettings } from '../../lambda/adapters/read-settings.ts';
import { defineConfig } from '../../lib/config.ts';
import { schemaModule } from '../../lib/schema-module.ts';
import { settingsOf } from '../support/build.ts';
import { synthesized } from '../support/synthesized.ts';
import { validConfig } from './config/valid-config.ts';

const folder = mkdtempSync(join(tmpdir(), 'schemas-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const LIMITED: JsonSchema = {
  type: 'object',
  properties: {
    max_tokens: { type: 'integer', maximum: 1_000 },
    name: { type: 'string', maxLength: 2, pattern: '^[a-z😀]+$' },
    tags: { type: 'array', uniqueItems: true, maxItems: 5 },
    like: { const: { a: [1] } },
  },
  required: ['max_tokens'],
};
const TREE: JsonSchema = {
  $defs: { node: { items: { $ref: '#/$defs/node' } } },
  properties: { a: { $ref: '#/$defs/node' } },
};
const routesWith = (...schemas: readonly JsonSchema[]) =>
  schemas.map((schema, n) => ({ methods: ['POST'], path: `/${n}`, constraints: { body: { schema } } }));

/** As they travel: the settings through JSON, the validators through their file. */
function deployed(settings: ReturnType<typeof settingsOf>) {
  const module = schemaModule(settings);
  writeFileSync(join(folder, SETTINGS_FILE), JSON.stringify(settings));
  if (module !== undefined) writeFileSync(join(folder, SCHEMAS_FILE), module);
  const read = readSettings('proxy', folder);
  return { module, read, schemas: () => readSchemas(read, folder) };
}

test('what is compiled at synth judges values beside the bundle, without any package', () => {
  const { module, read, schemas } = deployed({ ...settingsOf({ routes: routesWith(LIMITED, TREE) }) });
  expect(module).not.toMatch(/\brequire\(/);
  const [limited, tree] = read.upstream.routes.map(({ constraints }) =>
    schemas()(constraints?.body?.schema ?? {}),
  );
  const fits = (value: object) => limited?.({ max_tokens: 1, ...value });
  expect(
    [{}, { max_tokens: 1_000 }, { name: '😀a' }, { tags: [{ a: 1 }, { a: 2 }] }, { like: { a: [1] } }].map(
      fits,
    ),
  ).toEqual(Array(5).fill(true));
  expect(
    [
      { max_tokens: 1_001 },
      { max_tokens: 1.5 },
      { name: 'abc' },
      { tags: [{ a: 1 }, { a: 1 }] },
      { like: { a: [2] } },
    ].map(fits),
  ).toEqual(Array(5).fill(false));
  expect([limited?.({}), limited?.(Object.create({ max_tokens: 1 })), tree?.({ a: [[[]]] })]).toEqual([
    false,
    false,
    true,
  ]);
});

test('settings without a schema have no such file and load none', () => {
  const { module, read } = deployed(settingsOf());
  expect(module).toBe(undefined);
  expect(readSchemas(read, '/nowhere')({})).toBe(undefined);
});

test('settings with a schema that the file lacks do not start', () => {
  const { read } = deployed(settingsOf({ routes: routesWith(LIMITED, { maxProperties: 1 }) }));
  deployed(settingsOf({ routes: routesWith(LIMITED) }));
  expect(() => readSchemas(read, folder)).toThrow(SCHEMAS_FILE);
});

test('the asset of a proxy holds the validators of its own schemas, and of no other’s', () => {
  const config = validConfig();
  const products = {
    all: [{ upstream: 'mail', constraints: { body: { schema: LIMITED } } }, { upstream: 'gemini' }],
  };
  const { outdir } = synthesized(defineConfig({ ...config, products }), 'local');
  const withSchemas = readdirSync(outdir).filter((name) => existsSync(join(outdir, name, SCHEMAS_FILE)));
  expect(
    withSchemas.map(
      (name) => JSON.parse(readFileSync(join(outdir, name, SETTINGS_FILE), 'utf8')).upstream.name,
    ),
  ).toEqual(['mail']);
});
