import type { HardQuota } from '../../contract/quota.ts';
import { meterOf } from './meter-of.ts';
import type { SallyportConfig } from './resolved.ts';

/** The YouTube Data API's own day begins at midnight Pacific (https://developers.google.com/youtube/v3/determine_quota_cost). */
const YOUTUBE_ZONE = 'America/Los_Angeles';

/** Plan name → upstream name → its hard quota, with every default filled in. Plans without one are absent. */
export const hardQuotasOf = ({
  plans,
  upstreams,
}: Pick<SallyportConfig, 'plans' | 'upstreams'>): Readonly<
  Record<string, Readonly<Record<string, HardQuota>>>
> =>
  Object.fromEntries(
    Object.entries(plans)
      .filter(([, { hardQuotas }]) => hardQuotas !== undefined)
      .map(([plan, { hardQuotas = {}, pool = false }]) => [
        plan,
        Object.fromEntries(
          Object.entries(hardQuotas).map(([upstream, { per, zone, limits }]) => {
            const preset = upstreams[upstream]?.preset ?? 'http';
            const own = meterOf(preset) === 'youtube' ? YOUTUBE_ZONE : 'UTC';
            return [upstream, { per, zone: zone ?? own, limits, pooled: pool }];
          }),
        ),
      ]),
  );
