import type { RotationDriver } from '../../contract/rotation.ts';
import type { DriverCredential, KeyProvider } from '../flows/rotation-ports.ts';

export interface ProviderSurroundings {
  readonly credential: DriverCredential;
  readonly now: () => Date;
}

/** The provider that a driver speaks to; none where an operator makes the keys. */
export function providerOf(driver: RotationDriver, _around: ProviderSurroundings): KeyProvider | undefined {
  switch (driver.driver) {
    case 'manual':
      return undefined;
  }
}
