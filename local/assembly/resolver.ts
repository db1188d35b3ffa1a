import { LocalRunError } from '../local-run-error.ts';
import { identify } from './identify.ts';
import type { Identity } from './identity.ts';
import { INTRINSICS } from './intrinsics.ts';
import type { Place } from './place.ts';
import { isObject, type Json, type JsonObject, noValue, type Resolved, type Template } from './template.ts';

/** Reads a template's values: intrinsic functions answered, conditions decided, physical names given. */
export class Resolver {
  readonly place: Place;
  readonly template: Template;
  readonly #identities = new Map<string, Identity>();

  constructor(template: Template, place: Place) {
    this.template = template;
    this.place = place;
  }

  /** Logical ids of the resources whose condition holds. */
  standing(): readonly string[] {
    return Object.entries(this.template.Resources)
      .filter(([, r]) => r.Condition === undefined || this.holds(r.Condition))
      .map(([id]) => id);
  }

  properties(logicalId: string): JsonObject {
    const resolved = this.resolve(this.template.Resources[logicalId]?.Properties ?? {});
    return isObject(resolved) ? resolved : {};
  }

  identity(logicalId: string): Identity {
    const known = this.#identities.get(logicalId);
    if (known !== undefined) return known;
    const resource = this.template.Resources[logicalId];
    if (resource === undefined)
      throw new LocalRunError(`The template refers to ${logicalId}, which it does not define.`);
    const property = (name: string): string | undefined => {
      const value = this.resolve(resource.Properties?.[name] ?? null);
      return typeof value === 'string' ? value : undefined;
    };
    const identity = identify(resource.Type, { place: this.place, logicalId, property });
    this.#identities.set(logicalId, identity);
    return identity;
  }

  holds(condition: string): boolean {
    const expression = this.template.Conditions?.[condition];
    if (expression === undefined)
      throw new LocalRunError(`The template has no condition named ${condition}.`);
    return this.resolve(expression) === true;
  }

  /** A value without intrinsics. `AWS::NoValue` at the very top is null. */
  resolve(value: Json): Json {
    const resolved = this.evaluate(value);
    return resolved === noValue ? null : resolved;
  }

  evaluate(value: Json): Resolved {
    if (Array.isArray(value)) return value.map((v) => this.evaluate(v)).filter((v) => v !== noValue);
    if (!isObject(value)) return value;
    const [name, ...rest] = Object.keys(value);
    if (name !== undefined && rest.length === 0) {
      const intrinsic = INTRINSICS[name];
      if (intrinsic !== undefined) return intrinsic(value[name] ?? null, this);
      if (name.startsWith('Fn::'))
        throw new LocalRunError(`The template uses ${name}, which the local run cannot resolve.`);
    }
    const entries = Object.entries(value).map(([key, v]) => [key, this.evaluate(v)] as const);
    return Object.fromEntries(entries.filter((e): e is readonly [string, Json] => e[1] !== noValue));
  }
}
