import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { transformSync } from '@swc/core';
import { EXAMPLES, SECTION_EXAMPLES } from '../../../lib/config/examples.ts';
import { PLAN_FIELDS } from '../../../lib/config/plan-fields.ts';
import { PRODUCT_FIELDS } from '../../../lib/config/product-fields.ts';
import { ROLE_FIELDS } from '../../../lib/config/role-fields.ts';
import { STAGE_FIELDS } from '../../../lib/config/stage-fields.ts';
import { UPSTREAM_FIELDS } from '../../../lib/config/upstream-fields.ts';
import { defineConfig, resolveConfig, stageOf } from '../../../lib/config.ts';
import shipped from '../../../sallyport.config.ts';
import { setAt } from './mistakes.ts';
import { problemsIn } from './problems-in.ts';
import { validConfig } from './valid-config.ts';

const page = readFileSync('docs/configuration.md', 'utf8');
const sectionOf = (name: string): string =>
  page.split(/^## /m).find((part) => part.startsWith(`\`${name}\``)) ?? '';

/** Runs an example as the config file would. */
const evaluate = (source: string): unknown =>
  new Function('defineConfig', `return (${source});`)(defineConfig);

const SECTIONS = {
  upstreams: { fields: UPSTREAM_FIELDS, entry: ['upstreams', 'weather'] },
  products: { fields: PRODUCT_FIELDS, entry: ['products', 'read', 0] },
  roles: { fields: ROLE_FIELDS, entry: ['roles', 'support'] },
  plans: { fields: PLAN_FIELDS, entry: ['plans', 'basic'] },
  stages: { fields: STAGE_FIELDS, entry: ['stages', 'prod'] },
} as const;

describe.each(Object.entries(SECTIONS))('the section %s', (section, { fields, entry }) => {
  const examples: Readonly<Record<string, string>> = EXAMPLES[section as keyof typeof EXAMPLES];

  test('has one example for each field, and none for a field that is not there', () => {
    expect(Object.keys(examples).sort()).toEqual(Object.keys(fields).sort());
  });

  test('is documented field by field, with that example', () => {
    for (const [field, example] of Object.entries(examples)) {
      expect(sectionOf(section)).toContain(`| \`${field}\` | \`${example}\` |`);
    }
  });

  test('has only examples that are valid by themselves', () => {
    for (const [field, example] of Object.entries(examples)) {
      const config = validConfig();
      // These contradict what the valid config says beside them.
      if (field === 'preset') setAt(config, ['upstreams', 'gemini', 'mount'], '/elsewhere');
      if (field === 'preset')
        for (const own of ['mount', 'routes']) setAt(config, [...entry, own], undefined);
      if (field === 'preset' || field === 'routes')
        setAt(config, ['products', 'read', 0, 'paths'], undefined);
      if (field === 'timeouts') setAt(config, [...entry, 'timeoutMs'], undefined);
      if (field === 'allowLoopbackUpstreams')
        for (const own of ['region', 'account']) setAt(config, [...entry, own], undefined);
      for (const [key, value] of Object.entries(evaluate(`{ ${example} }`) as object))
        setAt(config, [...entry, key], value);
      expect({ field, problems: problemsIn(() => resolveConfig(config)) }).toEqual({ field, problems: [] });
    }
  });
});

test('the examples of the sections make a valid config together', () => {
  expect(
    problemsIn(() => resolveConfig(evaluate(`{ ${Object.values(SECTION_EXAMPLES).join(', ')} }`))),
  ).toEqual([]);
});

test('every config on the page is valid, for each of its stages that it can be deployed to', () => {
  const blocks = [...page.matchAll(/```ts\n(.*?)```/gs)].map((match) => match[1] ?? '');
  expect(blocks.length).toBeGreaterThan(1);
  for (const block of blocks) {
    const source = transformSync(block, { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }).code;
    const call = source.slice(source.indexOf('defineConfig({')).trim().replace(/;$/, '');
    const config = resolveConfig(evaluate(call));
    for (const stage of Object.keys(config.stages)) expect(stageOf(config, stage).name).toBe(stage);
  }
});

test('every form of injection on the page is accepted', () => {
  const forms = [...page.matchAll(/\| `(inject: [^`]+)` \|$/gm)].map((match) => match[1] ?? '');
  expect(forms).toHaveLength(4);
  for (const form of forms) {
    const config = validConfig();
    setAt(
      config,
      ['upstreams', 'weather', 'inject'],
      (evaluate(`{ ${form} }`) as { inject: unknown }).inject,
    );
    expect(problemsIn(() => resolveConfig(config))).toEqual([]);
  }
});

test('the shipped config is what the design promises', () => {
  expect(Object.keys(shipped.upstreams)).toEqual(['gemini', 'youtube']);
  expect(shipped.products).toEqual({
    gemini: [{ upstream: 'gemini' }],
    youtube: [{ upstream: 'youtube', methods: ['GET'] }],
  });
  expect(shipped.plans['basic']).toEqual({ rate: 10, burst: 20, quota: { limit: 10_000, per: 'day' } });
  expect(stageOf(shipped, 'prod')).toMatchObject({ deployable: true, region: 'eu-central-1' });
  expect(stageOf(shipped, 'local').deployable).toBe(false);
});
