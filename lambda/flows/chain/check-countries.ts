import type { ChainManifest, SealedObject } from '../../../contract/audit-chain.ts';
import type { ChainFinding } from '../../domain/chain/finding.ts';
import { sha256Hex } from '../../domain/chain/links.ts';
import type { SealedReader } from '../chain-ports.ts';

/** Every object that a manifest vouches for. */
export const objectsOf = ({ segments, countries = [] }: ChainManifest): readonly string[] => [
  ...segments.flatMap(({ records, digests }) => [records.object, digests.object]),
  ...countries.map(({ object }) => object),
];

/** Holds countries to the digest that was signed. */
export async function checkCountries(
  reader: Pick<SealedReader, 'get'>,
  sequence: number,
  { object, sha256 }: SealedObject,
): Promise<readonly ChainFinding[]> {
  const bytes = await reader.get(object);
  if (bytes !== undefined && sha256Hex(bytes) === sha256) return [];
  const [what, how] =
    bytes === undefined
      ? (['deleted', 'not there'] as const)
      : (['edited', 'not as they were sealed'] as const);
  return [
    { ...{ where: 'archive', what, sequence, object }, says: `the countries of these records are ${how}` },
  ];
}
