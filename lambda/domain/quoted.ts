/** What an operator typed, in quotes; short enough that a mistake the size of a file does not fill the terminal. */
export const quoted = (text: string): string =>
  JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
