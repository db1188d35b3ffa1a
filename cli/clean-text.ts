import { stripVTControlCharacters } from 'node:util';

/** Control, format (bidi and zero-width among them), lone surrogates, private use, line and paragraph separators. */
const DANGEROUS = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;

/** Foreign text as a terminal may show it: escape sequences are gone, what else could act on the terminal is `�`. */
export const cleanText = (text: string): string => stripVTControlCharacters(text).replace(DANGEROUS, '�');

/** The same for a JSON document, which must keep its data: dangerous characters are escaped, so it parses to the same. */
export const cleanJson = (json: string): string =>
  json.replace(DANGEROUS, (found) =>
    found === '\n'
      ? found
      : Array.from(
          { length: found.length },
          (_, n) => `\\u${found.charCodeAt(n).toString(16).padStart(4, '0')}`,
        ).join(''),
  );
