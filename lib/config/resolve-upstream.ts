import type { Preset } from '../presets/preset.ts';
import { ANY_API } from '../presets/query-policy.ts';
import { presetOf } from './preset-of.ts';
import { resolveTimeouts } from './resolve-timeouts.ts';
import type { UpstreamConfig } from './resolved.ts';
import { resolveRotation } from './rotation/resolve-rotation.ts';
import type { UpstreamData } from './upstream-fields.ts';

/** An upstream that passed all checks, with its preset's fields where it has none of its own. */
export function resolveUpstream(name: string, given: UpstreamData): UpstreamConfig {
  const preset = presetOf(given.preset);
  return {
    name,
    preset: given.preset,
    mount: chosen('mount', given, preset),
    baseUrl: chosen('baseUrl', given, preset),
    // An access token is a bearer token, whatever the API does with keys.
    inject: given.rotation?.driver === 'google-wif' ? { as: 'bearer' } : chosen('inject', given, preset),
    carriers: chosen('carriers', given, preset),
    routes: chosen('routes', given, preset),
    dropQuery: given.dropQuery ?? preset.dropQuery ?? ANY_API.dropQuery,
    refuseQuery: given.refuseQuery ?? preset.refuseQuery ?? ANY_API.refuseQuery,
    dropHeaders: given.dropHeaders ?? preset.dropHeaders ?? [],
    bodyBytesMax: chosen('bodyBytesMax', given, preset),
    timeouts: resolveTimeouts(chosen('timeouts', {}, preset), given),
    rotation: resolveRotation(given.rotation, preset.rotation),
    refusals: chosen('refusals', given, preset),
  };
}

function chosen<F extends keyof Preset>(
  field: F,
  given: { readonly [K in F]?: Preset[K] | undefined },
  preset: Partial<Preset>,
): Preset[F] {
  const value = given[field] ?? preset[field];
  if (value === undefined) throw new Error(`a checked upstream has no ${field}`);
  return value;
}
