import { isRecord } from '../google/is-record.ts';
import { type Content, readContents } from './read-contents.ts';

/** Four characters make a token, by Google's rule of thumb (https://ai.google.dev/gemini-api/docs/tokens); the real tokenizer differs. */
export const textTokens = (text: string): number => Math.ceil(text.length / 4);

/** What a small image costs (https://ai.google.dev/gemini-api/docs/tokens); the sandbox charges it for everything that is not text. */
const OTHER_PART_TOKENS = 258;

export interface TokenCount {
  readonly total: number;
  readonly details: readonly { readonly modality: string; readonly tokenCount: number }[];
}

/** Approximate, and always the same for the same contents. */
export function tokensOf(contents: readonly Content[]): TokenCount {
  const parts = contents.flatMap((content) => content.parts);
  const text = parts.reduce((sum, part) => sum + textTokens(part.text ?? ''), 0);
  const other = OTHER_PART_TOKENS * parts.filter((part) => part.text === undefined).length;
  const details = [
    { modality: 'TEXT', tokenCount: text },
    { modality: 'IMAGE', tokenCount: other },
  ];
  return { total: text + other, details: details.filter((detail) => detail.tokenCount > 0) };
}

/** `CountTokensResponse` for a request that has `contents` itself or a whole `generateContentRequest`. */
export function countTokens(message: Readonly<Record<string, unknown>>): unknown {
  const whole = message['generateContentRequest'] ?? message['generate_content_request'];
  const contents = isRecord(whole) ? whole['contents'] : message['contents'];
  const count = tokensOf(readContents(contents, 'CountTokensRequest'));
  return { totalTokens: count.total, promptTokensDetails: count.details };
}
