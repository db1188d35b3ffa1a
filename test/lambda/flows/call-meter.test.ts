import { expect, test } from '@jest/globals';
import type { HardQuota } from '../../../contract/quota.ts';
import { setUpServeCall } from './serve-call-setup.ts';

const quota = (limits: HardQuota['limits']) => ({
  meter: 'gemini' as const,
  quotas: { basic: { per: 'day' as const, zone: 'UTC', limits, pooled: false } },
});
const upstream = { routes: [{ methods: ['POST'], path: '/models/*:*' }] };
const body = Buffer.from(JSON.stringify({ contents: [], generationConfig: { maxOutputTokens: 100 } }));
const call = { method: 'POST', path: '/models/m:streamGenerateContent', body };
const said = (total: number) => `data: {"usageMetadata":{"totalTokenCount":${total}}}\r\n\r\n`;
const sse = [['content-type', 'text/event-stream']] as const;

test('what was reserved and not used is given back, and the record says what was used', async () => {
  const { serve, quotas, audit } = setUpServeCall({
    ...{ upstream, quota: quota({ tokens: 1_000, requests: 5 }) },
    scripts: [{ headers: sse, chunks: [said(10), said(42)] }],
  });
  expect(await serve(call)).toBe('served');
  expect([...quotas.counts.values()]).toEqual([{ tokens: 42, requests: 1 }]);
  expect(audit.items.at(-1)).toMatchObject({ verdict: 'allowed', units: { tokens: 42, requests: 1 } });
});

test('a stream that uses more than was reserved is ended with an event that SDKs report, and nothing after it', async () => {
  const { serve, sink, audit, quotas } = setUpServeCall({
    ...{ upstream, quota: quota({ tokens: 1_000 }) },
    scripts: [{ headers: sse, chunks: [said(10), said(900), said(901)] }],
  });
  expect(await serve(call)).toBe('served');
  expect(sink.text.startsWith(said(10) + said(900))).toBe(true);
  expect(sink.text).not.toContain('901');
  const event = JSON.parse(/data: (\{"error".*\})\r\n\r\n$/.exec(sink.text)?.[1] ?? '{}');
  expect(event.error).toMatchObject({
    ...{ code: 429, status: 'RESOURCE_EXHAUSTED' },
    details: [{ code: 'quota.exceeded', requestId: 'call-1' }],
  });
  expect(sink.ended).toBe(true);
  expect(audit.lines.at(-1)).toBe('outcome quota.exceeded 200');
  expect([...quotas.counts.values()]).toEqual([{ tokens: 900 }]);
});

test('a stream in one JSON array, where nothing could be said, is cut', async () => {
  const { serve, sink } = setUpServeCall({
    ...{ upstream, quota: quota({ tokens: 1_000 }) },
    scripts: [{ headers: [['content-type', 'application/json']], chunks: ['[', said(900), ']'] }],
  });
  expect(await serve(call)).toBe('quota.exceeded');
  expect(sink.text).not.toContain(']');
});

test('an answer that is whole is passed on, whatever it used', async () => {
  const { serve, sink } = setUpServeCall({
    ...{ upstream, quota: quota({ tokens: 1_000 }) },
    scripts: [{ headers: [['content-type', 'application/json']], chunks: [said(900), 'end'] }],
  });
  expect(await serve({ ...call, path: '/models/m:generateContent' })).toBe('served');
  expect(sink.text).toContain('end');
});

test('beyond the quota nothing is asked of the upstream, and the refusal is recorded', async () => {
  const {
    serve,
    upstream: asked,
    audit,
  } = setUpServeCall({ upstream, quota: quota({ tokens: 99 }), scripts: [] });
  expect(await serve(call)).toBe('quota.exhausted');
  expect(asked.sent).toEqual([]);
  expect(audit.lines).toEqual(['decision allowed -', 'outcome quota.exhausted 429']);
});

test('what the upstream refused costs no tokens, and an answer that was cut keeps its reservation', async () => {
  const refused = setUpServeCall({
    ...{ upstream, quota: quota({ tokens: 1_000 }) },
    scripts: [{ status: 429, chunks: ['{}'] }],
  });
  await refused.serve(call);
  expect([...refused.quotas.counts.values()]).toEqual([{ tokens: 0 }]);
  const cut = setUpServeCall({
    ...{ upstream, quota: quota({ tokens: 1_000 }) },
    scripts: [{ headers: sse, chunks: ['data: {'], cut: true }],
  });
  await cut.serve(call);
  expect([...cut.quotas.counts.values()][0]?.['tokens']).toBeGreaterThan(100);
});
