/** Every preset that has an SDK, and one whose requests are constrained; all of them answered by sandboxes. */
export const SDK_CONFIG = {
  upstreams: {
    gemini: { preset: 'gemini' },
    youtube: { preset: 'youtube' },
    openai: { preset: 'openai' },
    anthropic: { preset: 'anthropic' },
    'openai-mini': {
      preset: 'openai',
      mount: '/openai-mini',
      routes: [
        {
          methods: ['POST'],
          path: '/v1/chat/completions',
          model: 'body',
          bodyBytesMax: 1_000,
          constraints: {
            models: ['gpt-5-mini'],
            body: { schema: { properties: { max_completion_tokens: { maximum: 9 } } } },
          },
        },
      ],
    },
  },
  products: {
    all: ['gemini', 'youtube', 'openai', 'anthropic', 'openai-mini'].map((upstream) => ({ upstream })),
  },
  plans: { pro: { rate: 100, burst: 200 } },
  stages: { local: { allowLoopbackUpstreams: true } },
};
