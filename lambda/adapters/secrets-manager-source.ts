import { Fault } from '../domain/fault.ts';
import { readUpstreamSecret, type UpstreamKey } from '../domain/upstream-secret.ts';
import type { SignedCall } from './signed-call.ts';

/** Reads the current upstream key. Rejects with `upstream.not_configured` or `gateway.unavailable`. */
export type SecretSource = () => Promise<UpstreamKey>;

export function secretsManagerSource(call: SignedCall, secretId: string): SecretSource {
  return async () => {
    let answer: { SecretString?: string; VersionId?: string };
    try {
      answer = (await call('GetSecretValue', { SecretId: secretId })) as typeof answer;
    } catch (cause) {
      throw new Fault('gateway.unavailable', { cause });
    }
    const reading = readUpstreamSecret(answer.SecretString ?? '', answer.VersionId ?? '');
    if (reading.state !== 'set') throw new Fault('upstream.not_configured');
    return reading.key;
  };
}
