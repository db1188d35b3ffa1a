import { z } from 'zod';
import { RESPONSE_MODES, type ResponsePolicy } from '../../contract/response-policy.ts';
import { addressOrRange } from './address-or-range.ts';
import { complain } from './complaint.ts';
import { DELIVER_TO } from './deliver-to.ts';
import type { ResponseConfig } from './resolved.ts';
import { fields, textBy, whole } from './schema.ts';

const UNIT_SECONDS: Readonly<Record<string, number>> = { m: 60, h: 3_600, d: 86_400 };
const BLOCK_SECONDS_MAX = 30 * 86_400;

const blockFor = textBy((text) => {
  const seconds = secondsOf(text);
  if (seconds >= 60 && seconds <= BLOCK_SECONDS_MAX) return text;
  return complain('is not a time from a minute to 30 days', `write one such as '1h', '30m' or '7d'`);
});

/** What is done about the use of a honeytoken. */
const FIELDS = fields({
  block: z.enum(RESPONSE_MODES).optional(),
  blockRouteCaller: z.enum(RESPONSE_MODES).optional(),
  quarantineBeside: z.enum(RESPONSE_MODES).optional(),
  reroll: z.enum(RESPONSE_MODES).optional(),
  deliverTo: DELIVER_TO.optional(),
  blockFor: blockFor.optional(),
  // All blocks of an hour lie in one item, and every authorizer holds every block in memory.
  blocksPerHourMax: whole(1, 1_000).optional(),
  neverBlock: z.array(addressOrRange).optional(),
  securityHub: z.boolean().optional(),
});

/** A new key is of use to nobody who cannot read it. */
export const RESPONSE = FIELDS.superRefine(({ reroll, deliverTo }, context) => {
  if (reroll !== 'enforce' || deliverTo !== undefined) return;
  const fix = `give deliverTo the public key that new keys are encrypted for, or write reroll: 'report'`;
  const message = `is enforced, and deliverTo names nobody who could read a new key\n${fix}`;
  context.addIssue({ code: 'custom', path: ['reroll'], message });
});

/** A source is refused for an hour by default; anything that touches a client waits until somebody asks for it. */
export const resolveResponse = (given: z.output<typeof RESPONSE> = {}): ResponseConfig => ({
  block: given.block ?? 'enforce',
  blockRouteCaller: given.blockRouteCaller ?? 'report',
  quarantineBeside: given.quarantineBeside ?? 'report',
  reroll: given.reroll ?? 'off',
  ...(given.deliverTo === undefined ? {} : { deliverTo: given.deliverTo }),
  blockFor: given.blockFor ?? '1h',
  blocksPerHourMax: given.blocksPerHourMax ?? 100,
  neverBlock: given.neverBlock ?? [],
  securityHub: given.securityHub ?? false,
});

/** The same for the function that acts on it. */
export const responsePolicy = ({ blockFor, ...kept }: ResponseConfig): ResponsePolicy => ({
  ...kept,
  blockForSeconds: secondsOf(blockFor),
});

function secondsOf(text: string): number {
  const [, count = '', unit = ''] = /^([1-9]\d{0,4})([mhd])$/.exec(text) ?? [];
  return Number(count) * (UNIT_SECONDS[unit] ?? 0);
}
