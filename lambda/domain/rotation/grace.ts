import { SECRET_USABLE_MS } from '../../../contract/secrets.ts';

/** For a provider to accept what it has just made, and for Secrets Manager to hand out what was just promoted. */
export const PROPAGATION_MS = 360_000;

/**
 * How long a replaced key stays alive: a proxy that cannot read the secret uses what it knows for `SECRET_USABLE_MS`, and a
 * request that was sent at the end of it may take as long as the upstream is given.
 */
export const graceMs = (requestMsMax: number): number => SECRET_USABLE_MS + requestMsMax + PROPAGATION_MS;
