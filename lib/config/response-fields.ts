import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { RESPONSE_MODES, type ResponsePolicy } from '../../contract/response-policy.ts';
import { complain } from './complaint.ts';
import { fields, textBy, whole } from './schema.ts';

const addressOrRange = textBy((text) => {
  if (ipaddr.isValidCIDR(text) || ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text))
    return text;
  return complain('is not an address or CIDR range', `write one such as '198.51.100.0/24'`);
});

/** A path of the gateway, written out: nothing in it is a pattern. */
export const DECOY_ROUTE = textBy((text) =>
  text.length <= 256 && /^(\/[A-Za-z0-9._~-]+)+$/.test(text) && !/\/\.\.?(\/|$)/.test(text)
    ? text
    : complain('is not a plain path', `write one such as '/internal/admin'`),
);

/** What is done about a trip. */
export const RESPONSE = fields({
  blockSource: z.enum(RESPONSE_MODES).optional(),
  blockRouteCaller: z.enum(RESPONSE_MODES).optional(),
  quarantineBeside: z.enum(RESPONSE_MODES).optional(),
  blockMinutes: whole(1, 10_080).optional(),
  blocksPerHour: whole(1, 1_000).optional(),
  neverBlock: z.array(addressOrRange).optional(),
  securityHub: z.boolean().optional(),
});

/** A source is blocked for an hour by default; anything that touches a client waits until somebody asks for it. */
export const resolveResponse = (given: z.output<typeof RESPONSE> = {}): ResponsePolicy => ({
  blockSource: given.blockSource ?? 'enforce',
  blockRouteCaller: given.blockRouteCaller ?? 'report',
  quarantineBeside: given.quarantineBeside ?? 'report',
  blockMinutes: given.blockMinutes ?? 60,
  blocksPerHour: given.blocksPerHour ?? 100,
  neverBlock: given.neverBlock ?? [],
  securityHub: given.securityHub ?? false,
});
