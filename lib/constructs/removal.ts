import { RemovalPolicy } from 'aws-cdk-lib/core';

/** What happens to data when its stack goes: kept and protected unless the config says otherwise. */
export interface Removal {
  readonly policy: RemovalPolicy;
  readonly deletionProtection: boolean;
}

export const removalOf = (removal: 'retain' | 'destroy'): Removal =>
  removal === 'retain'
    ? { policy: RemovalPolicy.RETAIN, deletionProtection: true }
    : { policy: RemovalPolicy.DESTROY, deletionProtection: false };
