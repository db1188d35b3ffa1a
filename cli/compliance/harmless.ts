import { cleanText } from '../clean-text.ts';

const LENGTH_MAX = 200;

/**
 * Foreign text as it may stand in a document that people open, copy and paste: nothing in it acts on a terminal or turns the
 * direction of writing, it is cut, and no spreadsheet takes it for a formula.
 */
export function harmless(text: string): string {
  const clean = cleanText(text).trim();
  const cut = clean.length > LENGTH_MAX ? `${clean.slice(0, LENGTH_MAX - 1)}…` : clean;
  return /^[=+@-]./.test(cut) ? `'${cut}` : cut;
}

/** The same in Markdown: it is read as it is written, whatever it says. */
export const markdownText = (text: string): string =>
  harmless(text).replace(/[\\`*_[\]#|<>~&@]|:(?![\d\s]|$)/g, '\\$&');

/** The same in HTML, in a text and in an attribute. */
export const htmlText = (text: string): string =>
  harmless(text).replace(/[&<>"'`]/g, (found) => `&#${found.charCodeAt(0)};`);
