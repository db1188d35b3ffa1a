import type { GoogleWifSettings, KeyDriverSettings } from './key-drivers.ts';

/** How an upstream's key is replaced by an operator: nothing at the provider is touched. */
export interface ManualDriver {
  readonly driver: 'manual';
}

/** Who makes and retires an upstream's keys, and what it needs to know for it. Never a secret. */
export type RotationDriver = ManualDriver | KeyDriverSettings | GoogleWifSettings;
