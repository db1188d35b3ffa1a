import type { ReportedToken } from './read-leak-report.ts';

/**
 * What GitHub is told of a match
 * (https://docs.github.com/en/code-security/secret-scanning/secret-scanning-partnership-program/secret-scanning-partner-program#provide-feedback-for-false-positives),
 * in the form that names a token by its hash: an answer repeats no key.
 */
export interface TokenLabel {
  readonly token_hash: string;
  readonly token_type: string;
  readonly label: 'true_positive' | 'false_positive';
}

/**
 * One label for each match that this stage can judge. Whatever has a record here is true: keys that work, revoked ones and decoys
 * alike, so that the answer tells nothing that tells a decoy from a key. Of another stage's keys nothing is said, because nothing
 * is known.
 */
export function labelTokens(
  tokens: readonly ReportedToken[],
  known: ReadonlySet<string>,
  stage: string,
): readonly TokenLabel[] {
  const labels = new Map<string, TokenLabel>();
  for (const { tokenHash: token_hash, key, type: token_type } of tokens) {
    if (key !== undefined && key.stage !== stage) continue;
    const label = key !== undefined && known.has(key.keyHash) ? 'true_positive' : 'false_positive';
    labels.set(JSON.stringify([token_hash, token_type]), { token_hash, token_type, label });
  }
  return [...labels.values()];
}
