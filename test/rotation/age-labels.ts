import {
  DescribeSecretCommand,
  LimitExceededException,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import {
  type LabelKind,
  labelFor,
  labelledAt,
  labelsOf,
} from '../../lambda/domain/rotation/version-label.ts';
import type { HurriedClock } from './hurried-clock.ts';

const AGEING: readonly LabelKind[] = ['replaced', 'retired', 'refused'];

/**
 * Functions write labels with the machine's time. Writes each of them anew with the age that it has by the hurried clock, and
 * nothing else: what is due at that age is for the functions to decide.
 */
export function labelAger(secrets: SecretsManagerClient, clock: HurriedClock) {
  /** By version and kind: when the function wrote it, and what stands there since. */
  const known = new Map<string, { readonly writtenAt: number; readonly label: string }>();

  return async (SecretId: string): Promise<void> => {
    const { VersionIdsToStages = {} } = await secrets.send(new DescribeSecretCommand({ SecretId }));
    const move = (change: { MoveToVersionId: string } | { RemoveFromVersionId: string }, label: string) =>
      secrets.send(new UpdateSecretVersionStageCommand({ SecretId, VersionStage: label, ...change }));
    for (const [id, stages] of Object.entries(VersionIdsToStages)) {
      for (const kind of AGEING) {
        const version = { id, stages };
        const [label] = labelsOf(version, kind);
        const readAt = labelledAt(version, kind)?.getTime();
        if (label === undefined || readAt === undefined) continue;
        const place = `${id} ${kind}`;
        const earlier = known.get(place);
        const writtenAt = earlier?.label === label ? earlier.writtenAt : readAt;
        const now = Date.now();
        const aged = labelFor(kind, id, new Date(now - clock.sinceMs(writtenAt, now)));
        if (aged === label) continue;
        try {
          await move({ MoveToVersionId: id }, aged);
        } catch (error) {
          if (error instanceof LimitExceededException) return; // next time: a secret has twenty labels in all
          throw error;
        }
        known.set(place, { writtenAt, label: aged });
        // A function may have taken it away itself.
        await move({ RemoveFromVersionId: id }, label).catch(() => undefined);
      }
    }
  };
}
