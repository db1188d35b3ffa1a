import { anthropic } from '../presets/anthropic.ts';
import { gemini } from '../presets/gemini.ts';
import { http } from '../presets/http.ts';
import { openai } from '../presets/openai.ts';
import type { Preset } from '../presets/preset.ts';
import { youtube } from '../presets/youtube.ts';
import type { PresetName } from './upstream-fields.ts';

/** The fields that come with a preset. */
export const PRESETS = { gemini, youtube, openai, anthropic, http } as const satisfies Record<
  PresetName,
  Partial<Preset>
>;

/** What an upstream gets from its preset: everything, or for `http` only what has a sensible default. */
export const presetOf = (name: PresetName | undefined): Partial<Preset> => (name ? PRESETS[name] : {});
