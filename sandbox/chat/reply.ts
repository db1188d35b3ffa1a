/** Longer prompts are quoted up to here, so that a stream stays a matter of seconds. */
const QUOTED_CHARACTERS_MAX = 400;

export interface Reply {
  readonly text: string;
  /** The text, cut as a stream cuts it. */
  readonly pieces: readonly string[];
  /** Whether a limit cut the text. */
  readonly cut: boolean;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Four characters make a token; the real tokenizers differ. */
export const tokensOf = (text: string): number => Math.ceil(text.length / 4);

/** What a sandbox says: that it is one, and the last thing it was told. Equal prompts get equal replies. */
export function replyTo(provider: string, prompt: string, tokensMax = Number.POSITIVE_INFINITY): Reply {
  const start = Array.from(prompt).slice(0, QUOTED_CHARACTERS_MAX).join('');
  const whole = `This is Sallyport's sandbox, not ${provider}. You said: ${start === prompt ? start : `${start}…`}`;
  const text = whole.slice(0, 4 * tokensMax);
  return {
    text,
    pieces: text.match(/\s*(?:\S+\s*){1,3}/g) ?? [text],
    cut: text !== whole,
    inputTokens: tokensOf(prompt),
    outputTokens: tokensOf(text),
  };
}
