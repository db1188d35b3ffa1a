import { stripVTControlCharacters } from 'node:util';

/** Whatever is no character to look at (control, bidi, zero-width, unassigned), line and paragraph separators, markup. */
const DANGEROUS = /[\p{C}\p{Zl}\p{Zp}<>&]/gu;

/** Foreign text as it may stand in a mail or a terminal: on one line, without markup, escape sequences or bidi, cut. */
export function harmlessText(text: string, charactersMax: number): string {
  const clean = [...stripVTControlCharacters(text.slice(0, 4 * charactersMax)).replace(DANGEROUS, '?')];
  return clean.length <= charactersMax ? clean.join('') : `${clean.slice(0, charactersMax - 1).join('')}…`;
}

/** What a stranger sent: besides, no mail reader makes a link of it. */
export const strangersText = (text: string, charactersMax: number): string =>
  harmlessText(text, charactersMax).replace(/[.:](?=[^\s\d])|@/g, '[$&]');
