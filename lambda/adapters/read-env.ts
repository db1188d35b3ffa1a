import type { EnvKind, EnvSpec, EnvValues } from '../../contract/env.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads what the contract names, all problems together. A message names the variable, never its value. */
export function readEnv<S extends EnvSpec>(spec: S, environment: Environment): EnvValues<S> {
  const problems: string[] = [];
  const values: Record<string, string | number> = {};
  for (const [name, kind] of Object.entries(spec)) {
    const value = parse(kind, environment[name]);
    if (value === undefined) problems.push(`${name} must be ${expected(kind)}`);
    else values[name] = value;
  }
  if (problems.length > 0)
    throw new Error(`the environment is not what the contract names: ${problems.join('; ')}`);
  return values as EnvValues<S>;
}

function parse(kind: EnvKind, value: string | undefined): string | number | undefined {
  if (value === undefined || value === '') return undefined;
  if (kind.kind === 'count') return /^\d{1,15}$/.test(value) ? Number(value) : undefined;
  return kind.kind === 'text' || kind.values.includes(value) ? value : undefined;
}

function expected(kind: EnvKind): string {
  if (kind.kind === 'one-of') return `one of ${kind.values.join(', ')}`;
  return kind.kind === 'count' ? 'a whole number' : 'set';
}
