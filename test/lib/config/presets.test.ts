import { describe, expect, test } from '@jest/globals';
import { matchRoute } from '../../../lambda/domain/route-pattern.ts';
import { covers } from '../../../lib/config/path-pattern.ts';
import { defineConfig, resolveConfig } from '../../../lib/config.ts';
import { anthropic } from '../../../lib/presets/anthropic.ts';
import { gemini } from '../../../lib/presets/gemini.ts';
import { openai } from '../../../lib/presets/openai.ts';
import { youtube } from '../../../lib/presets/youtube.ts';
import { validConfig } from './valid-config.ts';

const resolvedPreset = (preset: 'gemini' | 'youtube' | 'openai' | 'anthropic', own: object = {}) =>
  resolveConfig({
    ...validConfig(),
    upstreams: { api: { preset, ...own } },
    products: { api: [{ upstream: 'api' }] },
    plans: { basic: { rate: 1, burst: 1 } },
  }).upstreams['api'];

describe.each([
  ['gemini', gemini],
  ['youtube', youtube],
  ['openai', openai],
  ['anthropic', anthropic],
] as const)('the preset %s', (name, preset) => {
  test('needs nothing beside its name', () => {
    expect(resolvedPreset(name)).toEqual({
      dropHeaders: [],
      ...preset,
      name: 'api',
      preset: name,
      rotation: { ...preset.rotation, everyDays: 90, windowHours: 3 },
    });
  });

  test('says of itself nothing that a config could not say', () => {
    const written = { ...preset, preset: 'http' };
    const config = resolveConfig({
      ...validConfig(),
      upstreams: { api: written },
      products: { api: [{ upstream: 'api' }] },
      plans: { basic: { rate: 1, burst: 1 } },
    });
    expect(config.upstreams['api']).toMatchObject({ ...preset });
  });

  test('gives way to each field that the config sets, and to no other', () => {
    expect(resolvedPreset(name, { baseUrl: 'http://127.0.0.1:9000' })).toEqual({
      ...resolvedPreset(name),
      baseUrl: 'http://127.0.0.1:9000',
    });
  });
});

test.each([
  ['POST', '/v1beta/models/gemini-2.5-flash:generateContent', gemini],
  ['POST', '/v1beta/models/gemini-2.5-flash:streamGenerateContent', gemini],
  ['POST', '/v1beta/models/gemini-2.5-flash:countTokens', gemini],
  ['POST', '/v1beta/models/gemini-embedding-001:embedContent', gemini],
  ['POST', '/v1beta/models/gemini-embedding-001:batchEmbedContents', gemini],
  ['GET', '/v1/models/gemini-2.5-flash', gemini],
  ['GET', '/v1/models/gpt-5-mini', openai],
  ['GET', '/v1/models/ft:gpt-4o-mini-2024-07-18:acme::7p4lURel', openai],
  ['GET', '/v1/models/ft:gpt-4o-mini-2024-07-18:acme:suffix:7p4lURel', openai],
  ['GET', '/v1/models/ft:gpt-4o-mini-2024-07-18:acme::7p4lURel:ckpt-step-90', openai],
  ['GET', '/v1/models/ft:gpt-4o-mini-2024-07-18:acme:suffix:7p4lURel:ckpt-step-90', openai],
  ['GET', '/v1/models/claude-haiku-4-5', anthropic],
  ['GET', '/search', youtube],
])('what an SDK calls is open: %s %s', (method, path, { routes }) => {
  expect(matchRoute(routes, method, path)).toBeDefined();
});

test.each(['GET', 'POST'])(
  'no preset opens a verb that it does not name, on any of its routes, by %s',
  (method) => {
    for (const { routes } of [gemini, youtube, openai, anthropic])
      for (const { path } of routes.filter((route) => !route.path.includes('/ft:'))) // a name, which holds colons
        for (const colon of [':', '%3A', '%3a'])
          for (const verb of ['anyVerb', 'generateAnswer', 'cancel', '', 'generateContent:anyVerb']) {
            const asked = path.replaceAll('*', 'x').replace(/:generateContent$/, '') + colon + verb;
            expect([asked, matchRoute(routes, method, asked)]).toEqual([asked, undefined]);
          }
  },
);

test('gemini opens no surface that all clients of a key would share', () => {
  for (const path of [
    'files',
    'cachedContents',
    'tunedModels',
    'tunedModels/x:generateContent',
    'corpora',
    'batches',
    'operations/x',
    'interactions',
    'fileSearchStores',
    'models/x/operations/y',
  ]) {
    expect(gemini.routes.filter((route) => covers(route.path, `/v1beta/${path}`))).toEqual([]);
  }
  expect(gemini.routes.filter((route) => covers(route.path, '/upload/v1beta/files'))).toEqual([]);
});

test('openai opens no surface that all clients of a key would share', () => {
  for (const path of [
    ...[
      'files',
      'files/x/content',
      'uploads',
      'batches',
      'vector_stores',
      'assistants',
      'threads',
      'threads/x/runs',
    ],
    ...[
      'conversations',
      'containers',
      'evals',
      'fine_tuning/jobs',
      'organization/admin_api_keys',
      'projects',
    ],
    ...[
      'responses/resp_1',
      'responses/resp_1/input_items',
      'chat/completions/chatcmpl-1',
      'videos',
      'skills',
    ],
    ...['realtime/client_secrets', 'chatkit/sessions', 'prompts'],
  ]) {
    expect(openai.routes.filter((route) => covers(route.path, `/v1/${path}`))).toEqual([]);
  }
  expect(openai.routes.flatMap(({ methods }) => methods)).not.toContain('DELETE');
  expect(openai.routes).toContainEqual({ methods: ['GET'], path: '/v1/models', model: 'none' });
});

test('anthropic opens no surface that all clients of a key would share', () => {
  for (const path of [
    ...['messages/batches', 'messages/batches/x/results', 'files', 'files/x/content', 'skills', 'complete'],
    ...['organizations/me', 'organizations/api_keys', 'agents', 'sessions', 'environments', 'memory_stores'],
  ]) {
    expect(anthropic.routes.filter((route) => covers(route.path, `/v1/${path}`))).toEqual([]);
  }
});

test('youtube can only be read', () => {
  expect(new Set(youtube.routes.flatMap((route) => route.methods))).toEqual(new Set(['GET']));
});

test('the short form of timeouts bounds every part, and the parts of a lowered total follow it', () => {
  const { weather, gemini: lowered } = defineConfig(validConfig()).upstreams;
  expect(weather?.timeouts).toEqual({ connectMs: 5_000, headersMs: 10_000, idleMs: 10_000, totalMs: 10_000 });
  expect(lowered?.timeouts).toEqual({ connectMs: 5_000, headersMs: 30_000, idleMs: 30_000, totalMs: 30_000 });
});

test('the marks of a refused key are whole JSON strings, which an echoed text of a client is not', () => {
  const marks = [gemini, youtube, openai, anthropic]
    .flatMap(({ refusals }) => refusals)
    .flatMap((refusal) => refusal.mark ?? []);
  const echo = JSON.stringify({ message: `Unknown name ${marks.join(' ')}` });
  expect(marks.filter((mark) => echo.includes(mark))).toEqual([]);
});
