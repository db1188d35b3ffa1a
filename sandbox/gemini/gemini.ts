import type { Answer, Call, GoogleApi } from '../google/google-api.ts';
import { jsonAnswer } from '../google/json-answer.ts';
import { countTokens } from './count-tokens.ts';
import { faultBody } from './fault-body.ts';
import { generate } from './generate.ts';
import { getModel, listModels, modelFor } from './models.ts';
import { parseMessage } from './parse-message.ts';
import { wholeResponse } from './response-of.ts';
import { streamAsArray, streamAsEvents } from './stream-content.ts';

const PATH = /^\/(?<version>v1|v1beta)\/models(?:\/(?<model>[^/:]+)(?::(?<method>[A-Za-z]+))?)?$/;

type Method = (model: string, call: Call) => Answer;

/** The Gemini API (https://ai.google.dev/api): generate, stream, count tokens, list and get models, under `/v1` and `/v1beta`. */
export function gemini(chunkPauseMs: number): GoogleApi {
  const methods: Readonly<Record<string, Method>> = {
    generateContent: (model, call) =>
      jsonAnswer(200, wholeResponse(generate(model, parseMessage(call.body)))),
    streamGenerateContent: (model, call) => {
      const stream = call.query.get('alt') === 'sse' ? streamAsEvents : streamAsArray;
      return stream(generate(model, parseMessage(call.body)), chunkPauseMs);
    },
    countTokens: (_model, call) => jsonAnswer(200, countTokens(parseMessage(call.body))),
  };

  return {
    service: 'generativelanguage.googleapis.com',
    find(call) {
      const { version, model, method } = PATH.exec(call.path)?.groups ?? {};
      if (version === undefined) return undefined;
      if (call.method === 'GET' && method === undefined)
        return () => jsonAnswer(200, model === undefined ? listModels(call.query) : getModel(model, version));
      if (call.method !== 'POST' || model === undefined || method === undefined) return undefined;
      if (!Object.hasOwn(methods, method)) return undefined;
      const run = methods[method];
      return run && (() => run(modelFor(model, version, method), call));
    },
    faultBody,
  };
}
