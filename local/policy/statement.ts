import type { Condition } from './condition.ts';

/** `Action` or `NotAction`, `Resource` or `NotResource`: patterns, and whether they name what is meant or what is not. */
export interface Selection {
  readonly patterns: readonly string[];
  readonly except: boolean;
}

/** Who is meant by a resource policy's statement. `Service` and `AWS` names are one list: they cannot be confused. */
export interface Principals {
  readonly names: readonly string[];
  readonly everyone: boolean;
}

/** One statement of a policy, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly action: Selection;
  /** Absent in a trust policy: whatever it is attached to. */
  readonly resource?: Selection;
  /** Absent in an identity policy: whoever it is attached to. */
  readonly principals?: Principals;
  readonly conditions: readonly Condition[];
  /** What of it this run does not understand. Such a statement never allows, and denies whenever the rest of it applies. */
  readonly unclear: readonly string[];
}
