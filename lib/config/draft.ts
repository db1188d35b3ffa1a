import { z } from 'zod';
import type { Path } from './path-text.ts';
import { PRODUCT_FIELDS } from './product-fields.ts';
import { STAGE_FIELDS } from './stage-fields.ts';
import { TIMEOUT_FIELDS, UPSTREAM_FIELDS } from './upstream-fields.ts';

/**
 * The parts of a config that are valid one by one. Checks that relate fields to each other work on this, so that a mistake
 * in one field does not hide a mistake between two others.
 */
export interface Draft {
  readonly raw: Readonly<Record<Section, readonly (readonly [string, unknown])[]>>;
  readonly upstreams: readonly UpstreamDraft[];
  /** Those of roles included. */
  readonly products: readonly ProductEntryDraft[];
  /** Units that each hard quota names, by upstream. */
  readonly plans: readonly {
    readonly name: string;
    readonly hardQuotas: Readonly<Record<string, readonly string[]>>;
  }[];
  readonly stages: readonly { readonly name: string; readonly valid: ValidOf<typeof STAGE_FIELDS> }[];
}

export interface UpstreamDraft {
  readonly name: string;
  /** As written: tells a field that is absent from one that is invalid. */
  readonly raw: Readonly<Record<string, unknown>>;
  readonly valid: ValidOf<typeof UPSTREAM_FIELDS>;
  readonly timeouts: ValidOf<typeof TIMEOUT_FIELDS>;
}

/** One part of an upstream that a product opens, or that a role leaves open. */
export interface ProductEntryDraft {
  /** Where it stands, such as `products`, `read`, `0`. */
  readonly at: Path;
  readonly raw: Readonly<Record<string, unknown>>;
  readonly valid: ValidOf<typeof PRODUCT_FIELDS>;
}

type Section = 'upstreams' | 'products' | 'roles' | 'plans' | 'stages';
type ValidOf<S extends z.ZodRawShape> = { readonly [K in keyof S]?: z.output<S[K]> };

/** Picks what is valid out of anything at all. */
export function draftOf(value: unknown): Draft {
  const root = Object.fromEntries(entriesOf(value));
  const raw = {
    upstreams: entriesOf(root['upstreams']),
    products: entriesOf(root['products']),
    roles: entriesOf(root['roles']),
    plans: entriesOf(root['plans']),
    stages: entriesOf(root['stages']),
  };
  return {
    raw,
    upstreams: raw.upstreams.map(([name, upstream]) => {
      const given = Object.fromEntries(entriesOf(upstream));
      const timeouts = Object.fromEntries(entriesOf(given['timeouts']));
      return {
        name,
        raw: given,
        valid: validPart(UPSTREAM_FIELDS, given),
        timeouts: validPart(TIMEOUT_FIELDS, timeouts),
      };
    }),
    products: [
      ...raw.products.flatMap(([name, entries]) => productEntries(['products', name], entries)),
      ...raw.roles.flatMap(([name, role]) =>
        productEntries(['roles', name, 'only'], Object.fromEntries(entriesOf(role))['only']),
      ),
    ],
    plans: raw.plans.map(([name, plan]) => {
      const quotas = entriesOf(Object.fromEntries(entriesOf(plan))['hardQuotas']);
      const units = quotas.map(([upstream, quota]) => {
        const limits = entriesOf(Object.fromEntries(entriesOf(quota))['limits']);
        return [upstream, limits.map(([unit]) => unit)] as const;
      });
      return { name, hardQuotas: Object.fromEntries(units) };
    }),
    stages: raw.stages.map(([name, stage]) => ({
      name,
      valid: validPart(STAGE_FIELDS, Object.fromEntries(entriesOf(stage))),
    })),
  };
}

const productEntries = (at: Path, entries: unknown): readonly ProductEntryDraft[] =>
  itemsOf(entries).map((entry, index) => {
    const given = Object.fromEntries(entriesOf(entry));
    return { at: [...at, index], raw: given, valid: validPart(PRODUCT_FIELDS, given) };
  });

/** Elements of what should be a list; none of anything else. */
export const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? [...value] : []);

const entriesOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];

/** Those of an object's fields that are valid one by one. */
export function validPart<S extends z.ZodRawShape>(
  shape: S,
  given: Readonly<Record<string, unknown>>,
): ValidOf<S> {
  const valid = Object.entries(shape).flatMap(([key, schema]) => {
    const result = Object.hasOwn(given, key) ? z.safeParse(schema, given[key]) : undefined;
    return result?.success && result.data !== undefined ? [[key, result.data] as const] : [];
  });
  return Object.fromEntries(valid) as ValidOf<S>;
}
