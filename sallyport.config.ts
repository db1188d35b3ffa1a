import { defineConfig } from './lib/config.ts';

// Every field is explained, with an example, in docs/configuration.md.
export default defineConfig({
  // APIs behind the gateway. Their keys are set with `sallyport upstreams set-key`, never here.
  upstreams: {
    gemini: { preset: 'gemini', rotation: { driver: 'manual', everyDays: 90 } },
    youtube: { preset: 'youtube', rotation: { driver: 'manual', everyDays: 90 } },

    // Any other HTTP API looks like this:
    // weather: {
    //   preset: 'http',
    //   mount: '/weather',
    //   baseUrl: 'https://api.example.com/v2',
    //   inject: { header: 'x-token' },
    //   carriers: ['x-api-key'],
    //   routes: [{ methods: ['GET'], path: '/forecast/*' }],
    // },
  },

  // What a client key may call.
  products: {
    gemini: [{ upstream: 'gemini' }],
    youtube: [{ upstream: 'youtube', methods: ['GET'] }],
  },

  // How much a client key may call.
  plans: {
    basic: { rate: 10, burst: 20, quota: { limit: 10_000, per: 'day' } },
    pro: { rate: 50, burst: 100, quota: { limit: 100_000, per: 'day' } },
  },

  // One deployment each. `local` runs on this machine and is never deployed.
  stages: {
    local: { allowLoopbackUpstreams: true, auditArchive: { sealLagSeconds: 1 } },
    prod: { region: 'eu-central-1', wafRequestsPer5Minutes: 30_000 },
  },
});
