import type { JsonObject } from '../assembly/template.ts';
import { fieldToMatch } from './field-to-match.ts';
import type { CompileContext, Test } from './statement.ts';
import { textTransformations } from './text-transformations.ts';

/** A test of the part of the request that the statement names, after its transformations. A part that is absent does not match. */
export function matchField(
  settings: JsonObject,
  context: CompileContext,
  holds: (text: string) => boolean,
): Test {
  const extract = fieldToMatch(settings['FieldToMatch'], context.bodyBytesMax);
  const transform = textTransformations(settings['TextTransformations']);
  return (request) => {
    const found = extract(request);
    return typeof found === 'boolean' ? found : found.some((text) => holds(transform(text)));
  };
}
