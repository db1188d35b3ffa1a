import { LocalRunError } from './local-run-error.ts';
import type { Finding } from './plan/finding.ts';

/** Stops a run that would let through what AWS refuses. */
export function refuseInsecure(findings: readonly Finding[]): void {
  const security = findings.filter((finding) => finding.security);
  if (security.length === 0) return;
  throw new LocalRunError(
    [
      'The template guards something in a way that cannot be honoured here:',
      ...security.map(({ sentence }) => `- ${sentence}`),
      'Start with --allow-unhonoured (allowUnhonoured: true) to run without that.',
    ].join('\n'),
  );
}
