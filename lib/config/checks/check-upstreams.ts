import type { Timeouts } from '../../../contract/upstream.ts';
import { HTTP_REQUIRED } from '../../presets/http.ts';
import type { ConfigProblem } from '../config-error.ts';
import type { Draft, UpstreamDraft } from '../draft.ts';
import { EXAMPLES } from '../examples.ts';
import { mountsCollide } from '../mount.ts';
import { pathText } from '../path-text.ts';
import { presetOf } from '../preset-of.ts';

/** What must hold between the fields of an upstream, and between upstreams. */
export const checkUpstreams = (draft: Draft): readonly ConfigProblem[] => [
  ...draft.upstreams.flatMap((upstream) => [...checkRequired(upstream), ...checkTimeouts(upstream)]),
  ...checkMounts(draft.upstreams),
];

function checkRequired({ name, raw, valid }: UpstreamDraft): readonly ConfigProblem[] {
  if (valid.preset !== 'http') return [];
  return HTTP_REQUIRED.filter((field) => raw[field] === undefined).map((field) => ({
    path: pathText(['upstreams', name, field]),
    problem: `is missing, and the preset 'http' cannot know it`,
    fix: `write for example ${EXAMPLES.upstreams[field]}`,
  }));
}

function checkTimeouts({ name, raw, valid, timeouts }: UpstreamDraft): readonly ConfigProblem[] {
  if (raw['timeoutMs'] !== undefined && raw['timeouts'] !== undefined) {
    return [
      {
        path: pathText(['upstreams', name, 'timeoutMs']),
        problem: 'is given beside timeouts',
        fix: 'keep one of them',
      },
    ];
  }
  const total = timeouts.totalMs ?? presetOf(valid.preset).timeouts?.totalMs;
  if (total === undefined) return [];
  return (['connectMs', 'headersMs', 'idleMs'] as const satisfies readonly (keyof Timeouts)[])
    .filter((part) => (timeouts[part] ?? 0) > total)
    .map((part) => ({
      path: pathText(['upstreams', name, 'timeouts', part]),
      problem: `is longer than the whole exchange may take (totalMs, ${total})`,
      fix: 'lower it or raise totalMs',
    }));
}

function checkMounts(upstreams: readonly UpstreamDraft[]): readonly ConfigProblem[] {
  const mounted = upstreams.flatMap(({ name, raw, valid }) => {
    const mount = raw['mount'] === undefined ? presetOf(valid.preset).mount : valid.mount;
    return mount === undefined ? [] : [{ name, mount }];
  });
  return mounted.flatMap(({ name, mount }, index) => {
    const rival = mounted.slice(0, index).find((earlier) => mountsCollide(earlier.mount, mount));
    if (!rival) return [];
    const path = pathText(['upstreams', name, 'mount']);
    const problem = `is the same path as that of ${pathText(['upstreams', rival.name])}, or one lies within the other`;
    return [{ path, problem, fix: `give it a mount of its own, for example mount: '/${name}'` }];
  });
}
