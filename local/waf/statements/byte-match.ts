import type { JsonObject } from '../../assembly/template.ts';
import { asBytes } from '../inspected-request.ts';
import { matchField } from '../match-field.ts';
import { type Compile, NotHonoured } from '../statement.ts';

const CONSTRAINTS: Readonly<Record<string, (text: string, wanted: string) => boolean>> = {
  CONTAINS: (text, wanted) => text.includes(wanted),
  CONTAINS_WORD: containsWord,
  ENDS_WITH: (text, wanted) => text.endsWith(wanted),
  EXACTLY: (text, wanted) => text === wanted,
  STARTS_WITH: (text, wanted) => text.startsWith(wanted),
};

/** Looks for a string at a place in a part of the request (https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-string-match.html). */
export const byteMatch: Compile = (settings, context) => {
  const constraint = CONSTRAINTS[String(settings['PositionalConstraint'])];
  if (constraint === undefined)
    throw new NotHonoured(`the position ${JSON.stringify(settings['PositionalConstraint'] ?? null)}`);
  const wanted = searchString(settings);
  return matchField(settings, context, (text) => constraint(text, wanted));
};

function searchString(settings: JsonObject): string {
  const { SearchString: plain, SearchStringBase64: encoded } = settings;
  if (typeof plain === 'string') return asBytes(plain);
  if (typeof encoded === 'string') return Buffer.from(encoded, 'base64').toString('latin1');
  throw new NotHonoured('a string match without a string');
}

/** Alone, or between characters that are neither letters, digits nor underscores. */
function containsWord(text: string, wanted: string): boolean {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const around = [text[at - 1] ?? ' ', text[at + wanted.length] ?? ' '];
    if (around.every((character) => /\W/.test(character))) return true;
  }
  return false;
}
