import { expect, test } from '@jest/globals';
import type { Constraints } from '../../../contract/constraints.ts';
import {
  defineConfig,
  productRoutes,
  resolveConfig,
  type SallyportConfigInput,
} from '../../../lib/config.ts';
import { proxySettings } from '../../../lib/settings.ts';
import { problemsIn } from './problems-in.ts';
import { validConfig } from './valid-config.ts';

const entry = (upstream: string, constraints: Constraints) => ({ upstream, constraints });
const configWith = (entries: SallyportConfigInput['products'][string]): SallyportConfigInput => ({
  ...validConfig(),
  products: { only: entries },
});

test('a product takes its constraints to each route that it opens, and leaves those of the upstream where they are', () => {
  const config = configWith([entry('gemini', { models: ['gemini-2.5-flash'] })]);
  const routes = productRoutes(defineConfig(config), 'only', 'gemini');
  expect(routes).toContainEqual({
    methods: ['POST'],
    path: '/v1/models/*:generateContent',
    constraints: { models: ['gemini-2.5-flash'] },
  });
  expect(routes.filter(({ model }) => model !== undefined)).toEqual([]);
});

test('entries with other constraints do not merge, and those with the same do', () => {
  const [few, many]: Constraints[] = [{ query: { days: { max: 1 } } }, { query: { days: { max: 9 } } }];
  const narrowed = { methods: ['GET' as const], paths: ['/forecast/*'] };
  const config = configWith([
    { upstream: 'weather', constraints: few, ...narrowed },
    { upstream: 'weather', constraints: many, ...narrowed },
    { upstream: 'weather', constraints: few, ...narrowed, methods: ['POST'] },
  ]);
  expect(productRoutes(defineConfig(config), 'only', 'weather')).toEqual([
    { methods: ['GET', 'POST'], path: '/forecast/*', constraints: few },
    { methods: ['GET'], path: '/forecast/*', constraints: many },
  ]);
});

test('a resolved config with constraints passes unchanged, and its settings survive JSON', () => {
  const config = defineConfig(
    configWith([entry('weather', { query: { days: { max: 1 } }, body: { schema: { maxProperties: 3 } } })]),
  );
  expect(resolveConfig(config)).toEqual(config);
  const { local } = config.stages;
  const settings = local && proxySettings(config, local, 'weather');
  expect(JSON.parse(JSON.stringify(settings))).toEqual(settings);
});

test('models can only be allowed where it is known where a request names one', () => {
  const config = configWith([
    entry('weather', { models: ['a'] }),
    entry('youtube', { models: ['a'] }),
    entry('gemini', { models: ['a'] }),
  ]);
  const problems = problemsIn(() => defineConfig(config));
  expect(problems.map(({ path }) => path)).toEqual([
    'products.only[0].constraints.models',
    'products.only[1].constraints.models',
  ]);
  expect(problems[0]?.fix).toContain(`model: 'path', 'body'`);
});

test('every preset for models says of every route where its model is', () => {
  const upstreams = {
    ...validConfig().upstreams,
    openai: { preset: 'openai' },
    anthropic: { preset: 'anthropic' },
  } as const;
  const { openai, anthropic, gemini } = defineConfig({ ...validConfig(), upstreams }).upstreams;
  for (const upstream of [openai, anthropic, gemini])
    expect(upstream?.routes.filter(({ model }) => model === undefined)).toEqual([]);
});
