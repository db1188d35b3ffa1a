import type { Meter } from '../../contract/quota.ts';
import type { PresetName } from './upstream-fields.ts';

const METERS: Readonly<Partial<Record<PresetName, Meter>>> = { youtube: 'youtube', gemini: 'gemini' };

/** How the calls of an upstream with this preset are measured. */
export const meterOf = (preset: PresetName): Meter => METERS[preset] ?? 'requests';
