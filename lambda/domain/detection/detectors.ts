import type { DetectorName } from '../../../contract/detection.ts';
import type { Detector } from './detector.ts';
import { impossibleTravel } from './impossible-travel.ts';
import { longSleep } from './long-sleep.ts';
import { newCountry } from './new-country.ts';
import { newNetwork } from './new-network.ts';
import { scopeProbing } from './scope-probing.ts';
import { spike } from './spike.ts';

/** Every detector, in the order in which they look at a call: networks before countries. */
export const DETECTOR_OF: Readonly<Record<DetectorName, Detector>> = {
  newNetwork,
  newCountry,
  impossibleTravel,
  spike,
  longSleep,
  scopeProbing,
};
