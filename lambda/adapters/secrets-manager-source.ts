import { Fault } from '../domain/fault.ts';
import { readUpstreamSecret, type SecretReading, type UpstreamKey } from '../domain/upstream-secret.ts';
import { AwsCallError, type SignedCall } from './signed-call.ts';

/** Reads an upstream's secret. */
export interface SecretSource {
  /** The current key. Rejects with `upstream.not_configured` or `gateway.unavailable`. */
  current(): Promise<UpstreamKey>;
  /** What else the upstream may accept: the version of a rotation under way, and the one before. Rejects when AWS does. */
  others(): Promise<readonly UpstreamKey[]>;
}

/** Labels of AWS's own, which rotation moves (https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html). */
const OTHER_STAGES = ['AWSPENDING', 'AWSPREVIOUS'];

export function secretsManagerSource(call: SignedCall, secretId: string): SecretSource {
  const read = async (stage: object): Promise<SecretReading> => {
    const answer = (await call('GetSecretValue', { SecretId: secretId, ...stage })) as {
      SecretString?: string;
      VersionId?: string;
    };
    return readUpstreamSecret(answer.SecretString ?? '', answer.VersionId ?? '');
  };
  /** A label that no version carries, or a version that holds no key, is not there. */
  const other = async (stage: string): Promise<readonly UpstreamKey[]> => {
    try {
      const reading = await read({ VersionStage: stage });
      return reading.state === 'set' ? [reading.key] : [];
    } catch (error) {
      if (error instanceof AwsCallError && error.message === 'ResourceNotFoundException') return [];
      throw error;
    }
  };
  return {
    current: async () => {
      const reading = await read({}).catch((cause: unknown) => {
        throw new Fault('gateway.unavailable', { cause });
      });
      if (reading.state !== 'set') throw new Fault('upstream.not_configured');
      return reading.key;
    },
    others: async () => (await Promise.all(OTHER_STAGES.map(other))).flat(),
  };
}
