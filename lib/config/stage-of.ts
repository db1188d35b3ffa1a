import { ConfigError, type ConfigProblem } from './config-error.ts';
import { hostReach } from './host-reach.ts';
import { nearest } from './nearest.ts';
import { type Path, pathText } from './path-text.ts';
import type { SallyportConfig, StageConfig, UpstreamConfig } from './resolved.ts';
import { driverUrls } from './rotation/driver-urls.ts';

/**
 * One stage, once it is sure that every upstream is fit for it.
 * @throws {ConfigError} naming every upstream whose base URL this stage does not accept, or that there is no such stage
 */
export function stageOf(config: SallyportConfig, name: string): StageConfig {
  const stage = Object.hasOwn(config.stages, name) ? config.stages[name] : undefined;
  if (!stage) throw new ConfigError([noSuchStage(config, name)]);
  const problems = Object.values(config.upstreams).flatMap((upstream) => unfit(upstream, stage));
  if (problems.length > 0) throw new ConfigError(problems);
  return stage;
}

function noSuchStage(config: SallyportConfig, name: string): ConfigProblem {
  const names = Object.keys(config.stages);
  const meant = nearest(name, names);
  const fix = meant ? `use ${meant}` : `use one of ${names.join(', ')} or define it`;
  return { path: pathText(['stages', name]), problem: 'is not a stage of this config', fix };
}

function unfit(upstream: UpstreamConfig, stage: StageConfig): readonly ConfigProblem[] {
  const urls: readonly (readonly [Path, string])[] = [
    [['baseUrl'], upstream.baseUrl],
    ...driverUrls(upstream.rotation).map(([at, url]) => [['rotation', ...at], url] as const),
  ];
  return urls.flatMap(([at, url]) => unfitUrl(['upstreams', upstream.name, ...at], url, stage));
}

function unfitUrl(at: Path, text: string, stage: StageConfig): readonly ConfigProblem[] {
  const url = new URL(text);
  const plain = url.protocol === 'http:';
  const reach = hostReach(url.hostname);
  const path = pathText(at);
  if (!stage.allowLoopbackUpstreams && (plain || reach !== 'public')) {
    const problem = `is ${plain ? 'plain HTTP' : `a ${reach} address`}, which the stage ${stage.name} does not accept`;
    const fix =
      'use https and a public host, or a stage with allowLoopbackUpstreams, which is never deployed';
    return [{ path, problem, fix }];
  }
  if (plain && reach !== 'loopback') {
    const problem = `is plain HTTP to another machine, which even the stage ${stage.name} does not accept`;
    return [{ path, problem, fix: 'use https, or http to 127.0.0.1' }];
  }
  if (reach === 'private') {
    const problem = `is a private address, which the proxy never dials, on the stage ${stage.name} or any other`;
    return [{ path, problem, fix: 'use a public host, or one on loopback' }];
  }
  return [];
}
