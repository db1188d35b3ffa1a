import type { Resolver } from '../assembly/resolver.ts';
import type { Json } from '../assembly/template.ts';
import type { Finding } from './finding.ts';
import { HONOURED } from './honoured.ts';
import { SECURITY } from './security-properties.ts';

/** A property set to what it would be anyway asks for nothing. */
const asksForNothing = (value: Json): boolean => value === false || value === null;

/** One finding per resource type, or per property of a type, that this run does not honour; each names the logical ids. */
export function strangers(resolver: Resolver): readonly Finding[] {
  const found = new Map<string, { readonly ids: string[]; readonly security: boolean }>();
  const note = (what: string, logicalId: string, security: boolean): void => {
    const known = found.get(what) ?? { ids: [], security };
    found.set(what, known);
    known.ids.push(logicalId);
  };
  for (const logicalId of resolver.standing()) {
    const type = resolver.template.Resources[logicalId]?.Type ?? '';
    const treatment = HONOURED[type];
    if (treatment === 'ignore') continue;
    const security = SECURITY[type] ?? [];
    if (treatment === undefined) note(`${type} is not served here`, logicalId, security === 'always');
    for (const [name, value] of Object.entries(resolver.properties(logicalId))) {
      if (asksForNothing(value)) continue;
      const relevant = security === 'always' || security.includes(name);
      const missing = typeof treatment === 'object' ? treatment.partly?.[name] : undefined;
      const honoured =
        treatment === undefined ? !relevant || security === 'always' : treatment.honoured.includes(name);
      if (missing !== undefined) note(`${type} ${name}: ${missing}`, logicalId, relevant);
      else if (!honoured) note(`${type} ${name} is not honoured here`, logicalId, relevant);
    }
  }
  return [...found].map(([what, { ids, security }]) => ({
    sentence: `${what} (${ids.join(', ')})`,
    security,
  }));
}
