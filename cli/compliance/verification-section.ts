import type { Verification } from '../../lambda/flows/chain/verify-audit.ts';
import type { Section } from './section.ts';

/** Whether the audit trail is as it was sealed. */
export function verificationSection(verified: Verification & { readonly key: string }): Section {
  const { from, to, manifests, records, late, head, findings, key } = verified;
  return {
    id: 'audit',
    title: 'The audit trail',
    open: findings.map(
      ({ where, what, entry, object, says }) => `${where}: ${what} ${entry ?? object ?? ''}: ${says}`,
    ),
    facts: [
      [
        'Verdict',
        findings.length > 0
          ? 'NOT WHOLE'
          : head === null
            ? 'nothing is sealed yet'
            : 'whole: every record is as it was sealed',
      ],
      ['From', from ?? '-'],
      ['To', to ?? '-'],
      ['Manifests', String(manifests)],
      ['Records', `${records}, ${late} of them late`],
      ['Last manifest', head === null ? '-' : `${head.sequence} ${head.digest}`],
      ['Public key', key],
    ],
    notes: ['What this proves, and what not: docs/audit.md.'],
  };
}
