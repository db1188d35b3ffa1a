import { mintClientKey } from '../../lambda/domain/client-key.ts';
import { Secret } from '../../lambda/domain/secret.ts';
import type { DrillGround } from './drill.ts';

/** A well-formed key of this stage that was never made. */
export const unknownKey = ({ ports }: Pick<DrillGround, 'ports'>): Secret =>
  mintClientKey(ports.stage, ports.random(32));

/** What looks like a key but for its checksum, which fits once in four thousand million times. */
export const malformedKey = ({ ports }: Pick<DrillGround, 'ports'>): Secret =>
  new Secret(`sp_${ports.stage}_0${Buffer.from(ports.random(24)).toString('hex')}`, 'a guess');
