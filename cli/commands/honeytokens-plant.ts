import { type DecoyFormat, decoyText, variableOf, type WrittenKey } from '../../lambda/domain/decoy-form.ts';
import { imitatedRequest } from '../../lambda/domain/imitated-request.ts';
import { OperatorFault } from '../../lambda/domain/operator-fault.ts';
import { type Planting, type PlantingInput, readPlanting } from '../../lambda/domain/planting.ts';
import { findModel } from '../../lambda/flows/find-model.ts';
import { plantHoneytoken } from '../../lambda/flows/plant-honeytoken.ts';
import { removeHoneytoken } from '../../lambda/flows/remove-honeytoken.ts';
import { readySealKey } from '../../lambda/flows/seal-key.ts';
import { baseUrlOf } from '../base-url.ts';
import type { Host } from '../host.ts';
import type { HoneytokenPorts } from '../ports.ts';
import type { Report } from '../report.ts';
import { UsageError } from '../usage-error.ts';

/** A planted decoy. `key`, and `text`, which holds it, are shown here and never again. */
export interface PlantedHoneytoken {
  readonly id: string;
  readonly key: string;
  readonly label: string;
  readonly beside: string | null;
  readonly upstream: string | null;
  readonly link: string | null;
  readonly format: DecoyFormat;
  /** The decoy as it is to be put into its place. */
  readonly text: string;
}

/** Plants one decoy and prints it as its place wants it. Standard output holds nothing else, so that it can go there at once. */
export async function honeytokensPlant(
  host: Pick<Host, 'complain'>,
  ports: HoneytokenPorts,
  input: PlantingInput,
): Promise<Report<PlantedHoneytoken>> {
  const planting = soundPlanting(ports, input);
  const document = await plantOne(ports, await readySealKey(ports), planting);
  const { id, label, text } = document;
  host.complain([`Planted ${id} for ${label}. It is shown this once: put it there, and nowhere else.`]);
  return { document, sheet: { kind: 'text', text }, unshown: () => takeBack(ports, [id]) };
}

export function soundPlanting(ports: Pick<HoneytokenPorts, 'outputs'>, input: PlantingInput): Planting {
  const reading = readPlanting(input, Object.keys(ports.outputs.upstreams));
  if (reading.kind === 'refused') throw new UsageError(reading.problems);
  return reading.planting;
}

export async function plantOne(
  ports: HoneytokenPorts,
  sealKey: string,
  planting: Planting,
): Promise<PlantedHoneytoken> {
  const { outputs } = ports;
  const { label, beside, link, client, format } = planting;
  const model = await findModel(ports, sealKey, beside);
  const offer = { products: outputs.products, plans: Object.keys(outputs.plans) };
  const request = imitatedRequest(model, { client, upstream: planting.upstream }, offer);
  const [only = '', ...others] = request.products;
  const upstream =
    planting.upstream ?? (others.length === 0 && Object.hasOwn(outputs.upstreams, only) ? only : undefined);
  const deps = { ...ports, plans: outputs.plans, pools: outputs.pools };
  const made = await plantHoneytoken(deps, sealKey, request, { label, beside, link, upstream });
  const name = planting.name ?? variableOf(upstream);
  const written: WrittenKey = { name, key: made.key.reveal(), baseUrl: baseUrlOf(outputs, upstream) };
  const place = { label, beside: beside ?? null, upstream: upstream ?? null, link: link ?? null };
  return { id: made.record.id, key: written.key, ...place, format, text: decoyText(format, [written]) };
}

/** A decoy that nobody could be given is none. */
export async function takeBack(ports: HoneytokenPorts, ids: readonly string[]): Promise<string> {
  const deps = { ...ports, pause: () => Promise.resolve() };
  const left: string[] = [];
  for (const id of ids)
    await removeHoneytoken(deps, id, 'it could not be shown').catch((error: unknown) => {
      if (!(error instanceof OperatorFault)) throw error;
      left.push(id);
    });
  return left.length === 0
    ? 'what was planted could not be shown, so it was taken away again; run the command again'
    : `what was planted could not be shown; take it away with \`honeytokens remove ${left.join(' ')}\``;
}
