import type { CredentialRefusal } from '../../contract/upstream.ts';

/** Whether an answer says that our key is not accepted. */
export const refusesOurKey = (rules: readonly CredentialRefusal[], status: number, body: string): boolean =>
  rules.some(
    (rule) =>
      rule.status === status &&
      (rule.mark === undefined || body.includes(rule.mark)) &&
      !(rule.unless ?? []).some((mark) => body.includes(mark)),
  );

/** Whether that cannot be said without reading the body. */
export const refusalNeedsBody = (rules: readonly CredentialRefusal[], status: number): boolean =>
  rules.some((rule) => rule.status === status && (rule.mark !== undefined || (rule.unless ?? []).length > 0));
