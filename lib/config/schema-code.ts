import { createRequire } from 'node:module';
import type Ajv from 'ajv/dist/2020.js';
import type standaloneCode from 'ajv/dist/standalone/index.js';
import type { JsonSchema } from '../../contract/constraints.ts';
import { type Complaint, complain } from './complaint.ts';

const require = createRequire(import.meta.url);

/**
 * `ownProperties`: a member called `constructor` is missing where a body does not have it. `strict`: a misspelled keyword is
 * a mistake here, because it would allow everything.
 */
const OPTIONS = {
  code: { source: true },
  ownProperties: true,
  strict: true,
  strictTypes: false,
  strictTuples: false,
  logger: false,
} as const;

/** The source of a CommonJS module that exports the validator of a schema, or what is wrong with the schema. */
export function schemaCode(schema: JsonSchema): string | Complaint {
  const compiler = newCompiler();
  const { default: write } = require('ajv/dist/standalone/index.js') as {
    readonly default: typeof standaloneCode;
  };
  if (schema['$async'] !== undefined) {
    return complain('is asynchronous, and a request is decided without waiting', 'remove $async');
  }
  try {
    return write(compiler, compiler.compile(schema));
  } catch (error) {
    return complain('is not a JSON Schema of draft 2020-12 that stands by itself', fixOf(error, compiler));
  }
}

/** What that module exports, for whoever decides on this machine; the schema was checked with the config. */
export const schemaTest = (schema: JsonSchema): ((value: unknown) => boolean) => {
  const validate = newCompiler().compile(schema);
  return (value) => validate(value) === true;
};

/** Loaded only where a config has a schema: it takes longer to load than the rest of the config. */
function newCompiler(): Ajv {
  const { default: Compiler } = require('ajv/dist/2020.js') as { readonly default: typeof Ajv };
  return new Compiler(OPTIONS);
}

/** Says where and what, but never quotes a value: Ajv's own message would. */
function fixOf(error: unknown, compiler: Ajv): string {
  if (error instanceof SyntaxError) return 'correct the regular expression of a pattern';
  const text = error instanceof Error ? error.message : '';
  if (text.includes('unknown keyword')) return 'remove the keyword that draft 2020-12 does not know';
  if (text.includes('unknown format')) return 'write a pattern in place of format';
  if (text.includes('resolve reference')) return 'point $ref at a part of the same schema';
  if (text.includes('no schema with key or ref')) return 'leave $schema out: draft 2020-12 is what is read';
  const [first] = compiler.errors ?? [];
  return first === undefined
    ? 'correct the schema'
    : `correct its ${first.instancePath || 'root'}: it ${first.message ?? 'is not valid'}`;
}
