import { createHash } from 'node:crypto';
import { invalidArgument } from '../google/api-fault.ts';
import { isRecord } from '../google/is-record.ts';
import { type TokenCount, tokensOf } from './count-tokens.ts';
import { readContents } from './read-contents.ts';
import { replyTo } from './reply-to.ts';

type FinishReason = 'STOP' | 'MAX_TOKENS';

/** All that a response is made of; the stream cuts it into several. */
export interface Generated {
  readonly text: string;
  readonly finishReason: FinishReason;
  readonly prompt: TokenCount;
  readonly modelVersion: string;
  readonly responseId: string;
}

/** The answer to a `GenerateContentRequest`; equal requests get equal answers. */
export function generate(model: string, message: Readonly<Record<string, unknown>>): Generated {
  const contents = readContents(message['contents'], 'GenerateContentRequest');
  const config = message['generationConfig'] ?? message['generation_config'];
  const reply = replyTo(contents);
  const charactersMax = 4 * maxOutputTokens(isRecord(config) ? config : {});
  const modelVersion = `${model}-sandbox`;
  return {
    text: reply.slice(0, charactersMax),
    finishReason: reply.length > charactersMax ? 'MAX_TOKENS' : 'STOP',
    prompt: tokensOf(contents),
    modelVersion,
    responseId: createHash('sha256').update(modelVersion).update(reply).digest('base64url').slice(0, 23),
  };
}

function maxOutputTokens(config: Readonly<Record<string, unknown>>): number {
  const value = config['maxOutputTokens'] ?? config['max_output_tokens'] ?? 8192;
  if (typeof value !== 'number' || !Number.isInteger(value))
    throw invalidArgument("Invalid value at 'generation_config.max_output_tokens' (TYPE_INT32)");
  if (value < 1)
    throw invalidArgument('* GenerateContentRequest.generation_config.max_output_tokens: must be positive\n');
  return value;
}
