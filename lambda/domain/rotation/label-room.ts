import { SECRET_USABLE_MS } from '../../../contract/secrets.ts';
import { PROPAGATION_MS } from './grace.ts';
import { PROOF_WINDOW_MS } from './next-proof.ts';
import type { SecretStory } from './secret-story.ts';
import { labelledAt } from './version-label.ts';

/** Staging labels that a secret has in all (https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html). */
const LABELS_MAX = 20;
/**
 * What a rotation may find taken when it begins: it writes two labels and leaves one behind, a deletion needs one for a moment, and an
 * emergency after it must still have two.
 */
const TAKEN_MAX = { rotation: LABELS_MAX - 5, emergency: LABELS_MAX - 2 } as const;
/** API Gateway streams for so long; a grace waits for the longest request. */
const REQUEST_MS_MAX = 900_000;
/** From the replacement of a key until it is deleted, refused for a whole window, and its labels are free. */
const STORY_MS = SECRET_USABLE_MS + REQUEST_MS_MAX + PROPAGATION_MS + PROOF_WINDOW_MS;

/** What speaks against a rotation now: how many labels are taken, and when at the latest enough of them are free again. */
export interface LabelShortage {
  readonly taken: number;
  /** Absent where no replaced key explains it: the labels are somebody else's. */
  readonly freeAt?: Date;
}

/** Whether the labels of an upstream's secret last for a rotation; `undefined` if they do. Begun all the same it would stick half-way. */
export function labelShortage({ versions }: Pick<SecretStory, 'versions'>): LabelShortage | undefined {
  const taken = versions.reduce((sum, { stages }) => sum + stages.length, 0);
  const current = versions.find(({ stages }) => stages.includes('AWSCURRENT'));
  const leaked = current !== undefined && labelledAt(current, 'compromised') !== undefined;
  const tooMany = taken - TAKEN_MAX[leaked ? 'emergency' : 'rotation'];
  if (tooMany <= 0) return undefined;
  const ends = versions.flatMap((version) => {
    const replacedAt = labelledAt(version, 'replaced') ?? labelledAt(version, 'retired');
    return replacedAt === undefined ? [] : [replacedAt.getTime() + STORY_MS];
  });
  const last = ends.sort((a, b) => a - b)[tooMany - 1];
  return { taken, ...(last === undefined ? {} : { freeAt: new Date(last) }) };
}
