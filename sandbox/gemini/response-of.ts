import { textTokens } from './count-tokens.ts';
import type { Generated } from './generate.ts';

/** One `GenerateContentResponse`: all of the text, or a chunk of it. Only the last one has a finish reason. */
export function responseOf(
  all: Generated,
  chunk: { readonly text: string; readonly writtenText: string; readonly last: boolean },
): unknown {
  const written = textTokens(chunk.writtenText);
  return {
    candidates: [
      {
        content: { parts: [{ text: chunk.text }], role: 'model' },
        ...(chunk.last && { finishReason: all.finishReason }),
        index: 0,
      },
    ],
    usageMetadata: {
      promptTokenCount: all.prompt.total,
      candidatesTokenCount: written,
      totalTokenCount: all.prompt.total + written,
      promptTokensDetails: all.prompt.details,
    },
    modelVersion: all.modelVersion,
    responseId: all.responseId,
  };
}

/** The response of the method that does not stream. */
export const wholeResponse = (all: Generated): unknown =>
  responseOf(all, { text: all.text, writtenText: all.text, last: true });
