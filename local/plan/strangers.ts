import type { Resolver } from '../assembly/resolver.ts';
import type { Json } from '../assembly/template.ts';
import { HONOURED } from './honoured.ts';

/** A property set to what it would be anyway asks for nothing. */
const asksForNothing = (value: Json): boolean => value === false || value === null;

/** One sentence per resource type, or per property of a served type, that this run does not honour; each names the logical ids. */
export function strangers(resolver: Resolver): readonly string[] {
  const found = new Map<string, string[]>();
  const note = (what: string, logicalId: string): void => {
    found.set(what, [...(found.get(what) ?? []), logicalId]);
  };
  for (const logicalId of resolver.standing()) {
    const type = resolver.template.Resources[logicalId]?.Type ?? '';
    const treatment = HONOURED[type];
    if (treatment === 'ignore') continue;
    if (treatment === undefined) {
      note(`${type} is not served here`, logicalId);
      continue;
    }
    for (const [name, value] of Object.entries(resolver.properties(logicalId))) {
      const missing = treatment.partly?.[name];
      if (asksForNothing(value)) continue;
      if (missing !== undefined) note(`${type} ${name}: ${missing}`, logicalId);
      else if (!treatment.honoured.includes(name)) note(`${type} ${name} is not honoured here`, logicalId);
    }
  }
  return [...found].map(([what, ids]) => `${what} (${ids.join(', ')})`);
}
