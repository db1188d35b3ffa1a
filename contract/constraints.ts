/** A JSON Schema of draft 2020-12. What it says is code by the time a request comes: see `SCHEMAS_FILE`. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * The file beside a bundle whose `exports` map the text of each schema in the settings to a function that tells whether a
 * value is valid. Only there if the settings hold a schema.
 */
export const SCHEMAS_FILE = 'schemas.cjs';

/** Where the requests of a route name their model: the first `*` of the path, the member `model` of the JSON body, or nowhere. */
export const MODEL_PLACES = ['path', 'body', 'none'] as const;
export type ModelPlace = (typeof MODEL_PLACES)[number];

/** What one query parameter must be. Every occurrence of it is held to this. */
export interface QueryRule {
  readonly required?: boolean;
  readonly forbidden?: boolean;
  /** Largest whole number. */
  readonly max?: number;
  readonly values?: readonly string[];
}

/** What a JSON body must be. A body that two parsers could read differently is refused wherever there is such a rule. */
export interface BodyRule {
  /** Members at the top that must be there. */
  readonly require?: readonly string[];
  /** Members at the top that must not be there. */
  readonly forbid?: readonly string[];
  readonly schema?: JsonSchema;
}

/** What a request on an allowed route must look like. All of it must hold. */
export interface Constraints {
  /** Models that may be asked for; `*` stands for any number of letters, digits, dots, hyphens and underscores. */
  readonly models?: readonly string[];
  /** By the decoded name of the parameter. */
  readonly query?: Readonly<Record<string, QueryRule>>;
  readonly body?: BodyRule;
}
