/** What one environment variable may hold. Data only: `lambda/adapters/read-env.ts` reads it, `lib` is typed by it. */
export type EnvKind =
  | { readonly kind: 'text' }
  | { readonly kind: 'count' }
  | { readonly kind: 'one-of'; readonly values: readonly string[] };

export type EnvSpec = Readonly<Record<string, EnvKind>>;

/** Any non-empty text. */
export const text = { kind: 'text' } as const;
/** A non-negative whole number. */
export const count = { kind: 'count' } as const;
/** One of a closed list of words. */
export const oneOf = <const V extends readonly string[]>(...values: V) =>
  ({ kind: 'one-of', values }) as const;

/** What a function reads: numbers are numbers, words are literal types. */
export type EnvValues<S extends EnvSpec> = {
  readonly [N in keyof S]: S[N] extends { kind: 'count' }
    ? number
    : S[N] extends { kind: 'one-of'; values: readonly (infer W)[] }
      ? W
      : string;
};

/** What a construct must hand over: the same names, each as the text CloudFormation will carry. */
export type EnvFragment<S extends EnvSpec> = { readonly [N in keyof S]: string };
