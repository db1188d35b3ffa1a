import { readKeyExport } from '../../lambda/domain/key-export.ts';
import { isDecoy } from '../../lambda/domain/seal.ts';
import { type ImportStep, importKey, planImport } from '../../lambda/flows/import-keys.ts';
import { eachKey, type KeyResult } from '../each-key.ts';
import { keyOffer } from '../key-offer.ts';
import type { KeyPorts } from '../ports.ts';
import type { Report } from '../report.ts';
import { UsageError } from '../usage-error.ts';

export interface ImportOptions {
  /** The parsed file. */
  readonly content: unknown;
  readonly dryRun: boolean;
}

/** Makes the records of an export that are missing. What is there is compared, reported, and never overwritten. */
export async function keysImport(
  ports: KeyPorts,
  { content, dryRun }: ImportOptions,
): Promise<Report<{ readonly items: readonly KeyResult[] }>> {
  const reading = readKeyExport(content, ports.stage, keyOffer(ports.outputs));
  if (!('items' in reading)) throw new UsageError(reading);
  const steps = new Map((await planImport(ports.registry, reading)).map((step) => [step.id, step]));
  const told = await ports.seals.find();
  const sealKey = told.kind === 'known' ? told.item.sealKey : undefined;
  const { plans, pools } = ports.outputs;
  const deps = { ...ports, plans, pools };
  return eachKey([...steps.keys()], async (id) => {
    const step = steps.get(id);
    if (step?.missing.some((item) => isDecoy(item, sealKey)) === true)
      return { id, result: 'left out: a honeytoken' };
    if (step?.kind === 'create' && !dryRun) await importKey(deps, step);
    return resultOf(id, step, dryRun);
  });
}

function resultOf(id: string, step: ImportStep | undefined, dryRun: boolean): KeyResult {
  switch (step?.kind) {
    case 'create':
      return { id, result: dryRun ? 'would be made' : 'made' };
    case 'differs':
      return {
        id,
        result: 'differs',
        problem: 'what is there is not what the file says, and was left as it is',
        fix: `Compare with \`keys show ${id}\`, and change it with \`keys update\``,
      };
    default:
      return { id, result: 'already there' };
  }
}
