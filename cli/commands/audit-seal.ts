import type { ChainPorts } from '../ports.ts';
import type { Report } from '../report.ts';

/** Seals what is old enough now, in place of waiting for the next run. */
export async function auditSeal(ports: ChainPorts): Promise<Report<{ readonly sealed: number }>> {
  const sealed = await ports.door.seal();
  const text =
    sealed === 0 ? 'Nothing is old enough yet.' : `Sealed ${sealed} ${sealed === 1 ? 'window' : 'windows'}.`;
  return { document: { sealed }, sheet: { kind: 'text', text } };
}
