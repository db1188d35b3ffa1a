import { expect, test } from '@jest/globals';
import { OUTPUTS } from '../../contract/outputs.ts';
import { defineConfig } from '../../lib/config.ts';
import { stackNameOf } from '../../lib/sallyport-stack.ts';
import { authorizerSettings, proxySettings } from '../../lib/settings.ts';
import config from '../../sallyport.config.ts';
import { everyResource, synthesized } from '../support/synthesized.ts';
import { validConfig } from './config/valid-config.ts';

const { template } = synthesized(config, 'prod');
const outputs = (template.toJSON() as { Outputs: Record<string, { Value: unknown; Export?: unknown }> })
  .Outputs;

test('the outputs are exactly those that the contract names, and none is exported', () => {
  expect(Object.keys(outputs).sort()).toEqual(Object.values(OUTPUTS).sort());
  for (const { Export } of Object.values(outputs)) expect(Export).toBeUndefined();
});

test('the tables, upstreams, plans and products that the CLI needs are named', () => {
  const text = (name: keyof typeof OUTPUTS) => JSON.stringify(outputs[OUTPUTS[name]]?.Value);
  for (const name of ['keysTable', 'auditTable', 'honeytokensTable', 'mintedTable'] as const)
    expect(text(name)).toMatch(/Table[0-9A-F]{8}/);
  for (const name of Object.keys(config.upstreams))
    expect(text('upstreams')).toContain(`UpstreamVault${name}key`);
  for (const name of Object.keys(config.plans)) expect(text('plans')).toContain(`ApiPlan${name}`);
  expect(outputs[OUTPUTS.products]?.Value).toBe('["gemini","youtube"]');
});

test('everything that can be tagged carries the stage', () => {
  const untagged = everyResource(template).filter(
    ([, { Properties }]) =>
      'Tags' in Properties && !JSON.stringify(Properties['Tags']).includes('sallyport:stage'),
  );
  expect(untagged).toEqual([]);
  expect(stackNameOf('prod')).toBe('Sallyport-prod');
});

test('the authorizer is told every mount with its carriers, the decoy routes and how old a key may be, and nothing else', () => {
  const stage = config.stages['prod'];
  if (stage === undefined) throw new Error('the config has no stage prod');
  const keyPolicy = { maxAgeDays: 90, older: 'refuse' } as const;
  const { mounts, ...rest } = authorizerSettings(config, {
    ...stage,
    keyPolicy,
    decoyRoutes: ['/internal/admin'],
  });
  expect(rest).toEqual({ keyPolicy, decoyRoutes: ['/internal/admin'] });
  expect(mounts.map(({ mount }) => mount)).toEqual(['/gemini', '/youtube/v3', '/tokens']);
  for (const mount of mounts) expect(Object.keys(mount).sort()).toEqual(['carriers', 'mount']);
});

test('a proxy is told the products that open its upstream, each with its own routes, and no others', () => {
  const resolved = defineConfig(validConfig());
  const stage = resolved.stages['prod'];
  if (stage === undefined) throw new Error('the config has no stage prod');
  const settings = proxySettings(resolved, stage, 'weather');
  expect(Object.keys(settings.products)).toEqual(['all', 'read']);
  expect(proxySettings(resolved, stage, 'legacy').products).toHaveProperty('all');
  expect(proxySettings(resolved, stage, 'mail').products).toEqual({});
  expect(Object.keys(settings.upstream)).not.toContain('rotation');
  expect(settings.allowLoopbackUpstreams).toBe(false);
  expect(() => proxySettings(resolved, stage, 'nobody')).toThrow('no upstream nobody');
});

test('a proxy is told what each role leaves open of its upstream; one that leaves nothing is absent', () => {
  const only = [{ upstream: 'weather', paths: ['/forecast/today'] }];
  const resolved = defineConfig({ ...validConfig(), roles: { support: { methods: ['GET'], only } } });
  const stage = resolved.stages['prod'];
  if (stage === undefined) throw new Error('the config has no stage prod');
  const { roles } = proxySettings(resolved, stage, 'weather');
  expect(roles['support']).toEqual([{ methods: ['GET'], path: '/forecast/today' }]);
  expect(roles['reader']).toContainEqual({ methods: ['GET'], path: '/forecast/*' });
  expect(roles['admin']).toEqual(resolved.upstreams['weather']?.routes);
  expect(Object.keys(proxySettings(resolved, stage, 'legacy').roles)).not.toContain('support');
  expect(Object.keys(proxySettings(resolved, stage, 'mail').roles)).toEqual(['writer', 'admin']);
});

test('the roles that keys may carry and the policy on their age are published', () => {
  expect(outputs[OUTPUTS.roles]?.Value).toBe('["reader","writer","admin"]');
  expect(outputs[OUTPUTS.keyPolicy]?.Value).toBe('{}');
});
