import type { Amounts } from '../../contract/quota.ts';

/** Reserved for the answer of a call that does not say how long it may become. */
export const OUTPUT_TOKENS_DEFAULT = 8_192;
/** Bytes of text for which one token is reserved: twice as many tokens as English takes, more than most scripts take. */
const BYTES_PER_TOKEN = 2;
/** Reserved for each part that is an image, a sound or a document (https://ai.google.dev/gemini-api/docs/tokens). */
const INLINE_TOKENS = 2_048;
const CANDIDATES_MAX = 8;
const OUTPUT_TOKENS_MAX = 1_000_000;

const GENERATES = /:(generateContent|streamGenerateContent)$/;
const EMBEDS = /:(embedContent|batchEmbedContents)$/;

/**
 * Tokens to reserve for a Gemini call from its own limits: `maxOutputTokens` for each candidate, and its text by its bytes.
 * What a body that is no JSON asks for is unknown, so the default is taken; the upstream will refuse it anyway.
 */
export function geminiCost(path: string, body: Buffer): Amounts {
  if (EMBEDS.test(path)) return { tokens: Math.ceil(body.length / BYTES_PER_TOKEN) };
  if (!GENERATES.test(path)) return {};
  let document: unknown;
  try {
    document = JSON.parse(body.toString('utf8'));
  } catch {
    document = undefined;
  }
  const inline = inlineOf(document, 0);
  const textBytes = Math.max(0, body.length - inline.bytes);
  const input = Math.ceil(textBytes / BYTES_PER_TOKEN) + inline.parts * INLINE_TOKENS;
  return { tokens: input + outputTokens(document) };
}

/** Google's JSON takes both spellings of a name; where both are there, the larger number is reserved. */
function outputTokens(document: unknown): number {
  const configs = [fieldOf(document, 'generationConfig'), fieldOf(document, 'generation_config')];
  const numbers = (name: string, other: string, otherwise: number): number => {
    const found = configs
      .flatMap((config) => [fieldOf(config, name), fieldOf(config, other)])
      .map(Number)
      .filter((value) => Number.isInteger(value) && value > 0);
    return found.length === 0 ? otherwise : Math.max(...found);
  };
  const each = Math.min(
    numbers('maxOutputTokens', 'max_output_tokens', OUTPUT_TOKENS_DEFAULT),
    OUTPUT_TOKENS_MAX,
  );
  return each * Math.min(numbers('candidateCount', 'candidate_count', 1), CANDIDATES_MAX);
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;

/** Deeper than any request is; what lies below counts as text. */
const DEPTH_MAX = 32;

/** How many parts carry data of their own, and how many bytes that data takes in the body. */
function inlineOf(value: unknown, depth: number): { readonly parts: number; readonly bytes: number } {
  if (typeof value !== 'object' || value === null || depth > DEPTH_MAX) return { parts: 0, bytes: 0 };
  const data = ['inlineData', 'inline_data'].map((name) => fieldOf(fieldOf(value, name), 'data'));
  const own = data.filter((text) => typeof text === 'string');
  return Object.values(value)
    .map((inner) => inlineOf(inner, depth + 1))
    .reduce((sum, inner) => ({ parts: sum.parts + inner.parts, bytes: sum.bytes + inner.bytes }), {
      parts: own.length,
      bytes: own.reduce((sum, text) => sum + text.length, 0),
    });
}
