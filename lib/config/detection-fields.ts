import { z } from 'zod';
import { DETECTORS, type DetectionModes, type DetectorName } from '../../contract/detection.ts';
import { RESPONSE_MODES, type ResponseMode } from '../../contract/response-policy.ts';
import { fields } from './schema.ts';

const mode = z.enum(RESPONSE_MODES).optional();

/** What is looked for in a key's calls, and what is done about it. */
export const DETECTION = fields({
  newNetwork: mode,
  newCountry: mode,
  impossibleTravel: mode,
  spike: mode,
  longSleep: mode,
  scopeProbing: mode,
});

/** Everything is reported, except what many healthy clients do; nothing touches a client until somebody asks for it. */
const DEFAULT_MODE = (name: DetectorName): ResponseMode => (name === 'newNetwork' ? 'off' : 'report');

export const resolveDetection = (given: z.output<typeof DETECTION> = {}): DetectionModes =>
  Object.fromEntries(DETECTORS.map((name) => [name, given[name] ?? DEFAULT_MODE(name)])) as DetectionModes;
