import { isIP } from 'node:net';
import { AwsError } from '../aws-error.ts';
import type { Input } from '../operation.ts';
import { optionalStrings } from '../read-input.ts';

/** Per IP set, https://docs.aws.amazon.com/waf/latest/developerguide/limits.html. */
const ADDRESSES_MAX = 10_000;

/** CIDR blocks of one version, never `/0` (https://docs.aws.amazon.com/waf/latest/APIReference/API_UpdateIPSet.html). */
export function readAddresses(input: Input, version: 'IPV4' | 'IPV6'): readonly string[] {
  const addresses = optionalStrings(input, 'Addresses');
  if (addresses === undefined) throw invalid('Addresses is missing', '');
  if (addresses.length > ADDRESSES_MAX)
    throw new AwsError('WAFLimitsExceededException', `An IP set holds at most ${ADDRESSES_MAX} addresses.`);
  const [family, bits] = version === 'IPV4' ? [4, 32] : [6, 128];
  for (const block of addresses) {
    const [, address = '', prefix = ''] = /^([^/]+)\/(\d{1,3})$/.exec(block) ?? [];
    if (isIP(address) !== family || Number(prefix) < 1 || Number(prefix) > bits)
      throw invalid(`The block is not CIDR notation of ${version}, or /0`, block);
  }
  return [...new Set(addresses)];
}

const invalid = (reason: string, parameter: string): AwsError =>
  new AwsError(
    'WAFInvalidParameterException',
    `Error reason: ${reason}, field: IP_ADDRESS, parameter: ${parameter}`,
    400,
    { Field: 'IP_ADDRESS', Parameter: parameter, Reason: reason },
  );
