/** What a person reads: a grid, or one thing's fields. Cells may hold foreign text; the host cleans it. */
export type Sheet =
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'record'; readonly fields: readonly (readonly [string, string])[] }
  | { readonly kind: 'text'; readonly text: string };

/** What a command found or did, for programs and for people. */
export interface Report<T = unknown> {
  /** The one JSON document of `--json`. */
  readonly document: T;
  readonly sheet: Sheet;
  /** Sentences for people below the sheet. */
  readonly notes?: readonly string[];
  /** Something was refused although there is something to show: exit code 1. */
  readonly failed?: boolean;
  /** Called when the report could not be written; says what was done about it. */
  readonly unshown?: () => Promise<string>;
}
