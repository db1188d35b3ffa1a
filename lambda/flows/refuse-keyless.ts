import type { RotationOutput } from '../../contract/outputs.ts';
import { OperatorFault } from '../domain/operator-fault.ts';

/** Rejects where there is no key to set or to replace. */
export function refuseKeyless(name: string, { driver }: RotationOutput): void {
  if (driver !== 'google-wif') return;
  throw new OperatorFault(
    'upstream.keyless',
    `${name} has no key: its proxy gets access tokens by itself (google-wif)`,
    'there is nothing to do; to shut it out, take the role of its service account away',
  );
}
