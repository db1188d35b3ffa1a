import { mintClientKey } from '../../lambda/domain/client-key.ts';
import type { DrillGround } from './drill.ts';

/** A well-formed key of this stage that was never made. */
export const unknownKey = ({ ports }: Pick<DrillGround, 'ports'>): string =>
  mintClientKey(ports.stage, ports.random(32)).reveal();
