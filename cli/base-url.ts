import type { Outputs } from './outputs.ts';

/** Where clients call an upstream through the gateway; `undefined` for none in particular. */
export function baseUrlOf({ url, upstreams }: Outputs, upstream: string | undefined): string | undefined {
  const mount = upstream === undefined ? undefined : upstreams[upstream]?.mount;
  return mount === undefined ? undefined : `${url.replace(/\/$/, '')}${mount}`;
}
