import { expect, test } from '@jest/globals';
import { defineConfig, stageOf, withBaseUrls } from '../../../lib/config.ts';
import { problemsIn } from './problems-in.ts';
import { validConfig } from './valid-config.ts';

const config = defineConfig(validConfig());

test('a stage is deployable exactly if it does not accept loopback upstreams', () => {
  expect(stageOf(config, 'local')).toMatchObject({
    deployable: false,
    allowLoopbackUpstreams: true,
    audit: 'strict',
  });
  expect(stageOf(config, 'prod')).toMatchObject({
    deployable: true,
    allowLoopbackUpstreams: false,
    audit: 'relaxed',
  });
});

test('a stage keeps data and audits strictly unless told otherwise', () => {
  expect(stageOf(config, 'local')).toEqual({
    name: 'local',
    deployable: false,
    allowLoopbackUpstreams: true,
    audit: 'strict',
    auditRetentionDays: 90,
    auditArchive: { lock: 'governance', years: 1, sealLagSeconds: 300 },
    logRetentionDays: 30,
    removal: 'retain',
    tokens: { ttlMaxSeconds: 3_600, rotateSignerDays: 30 },
    decoyRoutes: [],
    decoySecrets: [],
    cors: false,
    response: {
      block: 'enforce',
      blockRouteCaller: 'report',
      quarantineBeside: 'report',
      reroll: 'off',
      blockFor: '1h',
      blocksPerHourMax: 100,
      neverBlock: [],
      securityHub: false,
    },
    detection: {
      newNetwork: 'off',
      newCountry: 'report',
      impossibleTravel: 'report',
      spike: 'report',
      longSleep: 'report',
      scopeProbing: 'report',
    },
    leakIntake: { github: false, action: 'report' },
  });
});

test('a deployable stage names every upstream that is plain HTTP, private or on loopback', () => {
  const moved = withBaseUrls(config, {
    gemini: 'http://127.0.0.1:9000',
    youtube: 'https://localhost:9001',
    weather: 'http://api.example.com',
    legacy: 'https://10.0.0.8',
    mail: 'https://vault.internal',
  });
  expect(problemsIn(() => stageOf(moved, 'prod')).map((problem) => problem.path)).toEqual(
    ['gemini', 'youtube', 'weather', 'legacy', 'mail'].map((name) => `upstreams.${name}.baseUrl`),
  );
});

test('a local stage accepts loopback, but plain HTTP to no other machine and no private address', () => {
  const near = withBaseUrls(config, {
    gemini: 'http://[::1]:9000',
    youtube: 'http://localhost:1',
  });
  expect(stageOf(near, 'local').name).toBe('local');
  const far = withBaseUrls(config, {
    gemini: 'http://10.0.0.8',
    weather: 'http://api.example.com',
    legacy: 'https://10.0.0.8',
    mail: 'https://vault.internal',
  });
  expect(problemsIn(() => stageOf(far, 'local')).map((problem) => problem.path)).toEqual([
    'upstreams.gemini.baseUrl',
    'upstreams.weather.baseUrl',
    'upstreams.legacy.baseUrl',
    'upstreams.mail.baseUrl',
  ]);
});

test('a stage that is not there is answered with the one that was meant', () => {
  expect(problemsIn(() => stageOf(config, 'prd'))).toEqual([
    { path: 'stages.prd', problem: 'is not a stage of this config', fix: 'use prod' },
  ]);
  expect(problemsIn(() => stageOf(config, 'constructor'))).toHaveLength(1);
});

test('a certificate in another Region than its stage is refused', () => {
  const domain = {
    name: 'api.example.com',
    certificateArn: `arn:aws:acm:us-east-1:123456789012:certificate/abc-1`,
  };
  const stages = { prod: { region: 'eu-central-1', domain } };
  expect(problemsIn(() => defineConfig({ ...validConfig(), stages })).map((problem) => problem.path)).toEqual(
    ['stages.prod.domain.certificateArn'],
  );
});
