import type { SallyportConfigInput } from '../../../lib/config.ts';

/** A config without a mistake, with every preset and most fields. */
export const validConfig = () =>
  ({
    upstreams: {
      gemini: { preset: 'gemini', timeouts: { totalMs: 30_000 } },
      youtube: { preset: 'youtube', rotation: { driver: 'manual' } },
      weather: {
        preset: 'http',
        mount: '/weather',
        baseUrl: 'https://api.example.com/v2/',
        inject: { header: 'X-Token' },
        carriers: ['x-api-key', 'authorization: bearer', '?key='],
        routes: [
          { methods: ['GET', 'POST'], path: '/forecast/*' },
          { methods: ['GET'], path: '/stations/**' },
        ],
        timeoutMs: 10_000,
        refusals: [{ status: 403, mark: 'key', unless: ['quota'] }],
      },
      legacy: {
        preset: 'http',
        mount: '/legacy',
        baseUrl: 'https://legacy.example.com',
        inject: { query: 'appid', because: 'the API reads no header' },
        carriers: ['x-api-key'],
        routes: [{ methods: ['GET'], path: '/**' }],
      },
      mail: {
        preset: 'http',
        mount: '/mail',
        baseUrl: 'https://mail.example.com:8443/v3',
        inject: { basic: { user: 'api' } },
        carriers: ['Authorization: Bearer'],
        routes: [{ methods: ['POST'], path: '/messages' }],
      },
    },
    products: {
      all: [{ upstream: 'gemini' }, { upstream: 'weather' }, { upstream: 'legacy' }],
      read: [{ upstream: 'weather', methods: ['GET'], paths: ['/forecast/today', '/stations/**'] }],
    },
    roles: { support: { methods: ['GET'] } },
    plans: {
      basic: { rate: 10, burst: 20, quota: { limit: 1_000, per: 'day' } },
      pro: {
        ...{ rate: 100, burst: 200, pool: true },
        hardQuotas: {
          gemini: { per: 'day', zone: 'Europe/Berlin', limits: { tokens: 100_000 } },
          youtube: { per: 'day', limits: { units: 8_000, searches: 50 } },
        },
      },
    },
    stages: {
      local: { allowLoopbackUpstreams: true },
      prod: {
        region: 'eu-central-1',
        account: '123456789012',
        audit: 'relaxed',
        logRetentionDays: 90,
        alarmEmail: 'security@example.com',
      },
    },
  }) satisfies SallyportConfigInput;
