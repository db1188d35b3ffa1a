import { addressSpoofing } from './address-spoofing.ts';
import { bruteForce } from './brute-force.ts';
import { directCall } from './direct-call.ts';
import type { Drill } from './drill.ts';
import { echoedKey } from './echoed-key.ts';
import { leakedDecoy } from './leaked-decoy.ts';
import { overQuota } from './over-quota.ts';
import { replay } from './replay.ts';
import { revokedKey } from './revoked-key.ts';
import { ssrf } from './ssrf.ts';

/** In the order in which they are played: the one that has its own source blocked comes last. */
export const ALL_DRILLS: readonly Drill[] = [
  ...[revokedKey, replay, bruteForce, addressSpoofing, ssrf, echoedKey, overQuota, directCall],
  leakedDecoy,
];
