import { defineConfig } from '../../lib/config.ts';

export default defineConfig({
  upstreams: { gemini: { preset: 'gemini' } },
  products: { chat: [{ upstream: 'gemini', methods: ['POST'] }] },
  plans: { team: { rate: 20, burst: 40 } },
  stages: { prod: { region: 'eu-central-1', wafRequestsPer5Minutes: 10_000 } },
});
