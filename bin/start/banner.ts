import type { Secret } from '../../lambda/domain/secret.ts';
import type { SallyportConfig } from '../../lib/config.ts';
import type { LocalRun } from '../../local/run-assembly.ts';
import { keyVariableOf } from './upstream-keys.ts';

export interface BannerFacts {
  readonly run: LocalRun;
  /** Names every logical id of what is not honoured. */
  readonly verbose: boolean;
  readonly config: SallyportConfig;
  readonly key: Secret;
  /** Upstreams that a sandbox answers for. */
  readonly sandboxed: readonly string[];
  /** From the start of the process to the first answered request. */
  readonly startMs: number;
  readonly stateDir: string;
}

const GEMINI_BODY = `'{"contents":[{"parts":[{"text":"Why is the sky blue?"}]}]}'`;

/** What the newcomer sees: address, key, and lines to paste. */
export function banner({ run, verbose, config, key, sandboxed, startMs, stateDir }: BannerFacts): string {
  const demo = key.reveal();
  const lines = [
    '',
    ...run.bootTable(verbose),
    '',
    `Sallyport serves at ${run.url}   (${(startMs / 1000).toFixed(1)} s from start to first answered request)`,
    `Demo key: ${demo}`,
    '',
    ...Object.values(config.upstreams).flatMap(({ name, preset, mount }) => [
      ...tryLines(preset, `${run.url}${mount}`, demo),
      sandboxed.includes(name)
        ? `  # ${name} is answered by a sandbox; set ${keyVariableOf(name)} to call the real API`
        : '',
      '',
    ]),
    `AWS endpoint: ${run.awsEndpoint}   State and logs: ${stateDir}   Operate: npx sallyport --local --help`,
    'Ctrl-C ends everything.',
    '',
  ];
  return lines.join('\n');
}

function tryLines(preset: string, base: string, key: string): string[] {
  if (preset === 'gemini') {
    const model = `${base}/v1beta/models/gemini-2.5-flash`;
    const post = `-H 'x-goog-api-key: ${key}' -H 'content-type: application/json' -d ${GEMINI_BODY}`;
    return [
      `  curl '${model}:generateContent' ${post}`,
      `  curl -N '${model}:streamGenerateContent?alt=sse' ${post}`,
    ];
  }
  const json = `-H 'content-type: application/json'`;
  if (preset === 'openai') {
    const body = `'{"model":"gpt-5-mini","stream":true,"messages":[{"role":"user","content":"Why is the sky blue?"}]}'`;
    return [`  curl -N '${base}/v1/chat/completions' -H 'authorization: Bearer ${key}' ${json} -d ${body}`];
  }
  if (preset === 'anthropic') {
    const body = `'{"model":"claude-haiku-4-5","max_tokens":99,"stream":true,"messages":[{"role":"user","content":"Why is the sky blue?"}]}'`;
    const headers = `-H 'x-api-key: ${key}' -H 'anthropic-version: 2023-06-01' ${json}`;
    return [`  curl -N '${base}/v1/messages' ${headers} -d ${body}`];
  }
  if (preset === 'youtube') return [`  curl '${base}/search?part=snippet&q=gateway&key=${key}'`];
  return [];
}
