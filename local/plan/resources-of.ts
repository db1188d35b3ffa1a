import type { Resolver } from '../assembly/resolver.ts';
import type { JsonObject } from '../assembly/template.ts';

export interface PlannedResource {
  readonly logicalId: string;
  readonly properties: JsonObject;
}

/** The resources of one type whose condition holds, their properties resolved. */
export const resourcesOf = (resolver: Resolver, type: string): readonly PlannedResource[] =>
  resolver
    .standing()
    .filter((logicalId) => resolver.template.Resources[logicalId]?.Type === type)
    .map((logicalId) => ({ logicalId, properties: resolver.properties(logicalId) }));
