import { ApiFault, invalidArgument } from '../google/api-fault.ts';

const METHODS = ['generateContent', 'countTokens'];

/** Names that a client is likely to try. Google's own list changes every few weeks; the sandbox does not follow it. */
const NAMES = [
  'gemini-2.0-flash',
  'gemini-2.5-flash',
  'gemini-2.5-flash-lite',
  'gemini-2.5-pro',
  'gemini-3-flash-preview',
  'gemini-3.1-flash-lite',
  'gemini-3.1-pro-preview',
  'gemini-3.5-flash',
  'gemini-flash-latest',
];

const resource = (name: string) => ({
  name: `models/${name}`,
  version: '001',
  displayName: `${name} (sandbox)`,
  description: "This is Sallyport's sandbox, not Gemini: no model stands behind this name.",
  inputTokenLimit: 1_048_576,
  outputTokenLimit: 65_536,
  supportedGenerationMethods: METHODS,
  temperature: 1,
  topP: 0.95,
  topK: 64,
  maxTemperature: 2,
});

const notFound = (message: string) => new ApiFault({ code: 404, message, status: 'NOT_FOUND' });

/** A key could have been pasted where the name belongs, so only what can be a model's name is repeated. */
const shown = (name: string): string => (/^[a-z0-9.-]{1,64}$/.test(name) ? `models/${name}` : 'models/…');

/** The model's name, or the fault for a model that this API version does not have. */
export function modelFor(name: string, version: string, method: string): string {
  if (NAMES.includes(name)) return name;
  throw notFound(
    `${shown(name)} is not found for API version ${version}, or is not supported for ${method}. Call ListModels to see the list of available models and their supported methods.`,
  );
}

/** One model's resource. */
export function getModel(name: string, version: string): unknown {
  if (!NAMES.includes(name)) throw notFound(`Model is not found: ${shown(name)} for api version ${version}`);
  return resource(name);
}

/** A page of the models: `pageSize` from 1 to 1000, 50 unless told; `pageToken` from the page before. */
export function listModels(query: URLSearchParams): unknown {
  const pageSize = Number(query.get('pageSize') || 50);
  if (!Number.isInteger(pageSize) || pageSize < 0)
    throw invalidArgument('* ListModelsRequest.page_size: page_size must be a non-negative integer\n');
  const start = startOf(query.get('pageToken'));
  const end = start + Math.min(pageSize || 50, 1000);
  return {
    models: NAMES.slice(start, end).map(resource),
    ...(end < NAMES.length && { nextPageToken: Buffer.from(`from:${end}`).toString('base64') }),
  };
}

function startOf(pageToken: string | null): number {
  if (!pageToken) return 0;
  const match = /^from:(\d{1,4})$/.exec(Buffer.from(pageToken, 'base64').toString('latin1'));
  if (match === null) throw invalidArgument('* ListModelsRequest.page_token: invalid page token\n');
  return Number(match[1]);
}
