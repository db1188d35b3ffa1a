import { OperatorFault } from '../../lambda/domain/operator-fault.ts';
import {
  PLANTING_FIELDS,
  type Planting,
  type PlantingInput,
  readPlanting,
} from '../../lambda/domain/planting.ts';
import { quoted } from '../../lambda/domain/quoted.ts';
import { readySealKey } from '../../lambda/flows/seal-key.ts';
import type { Host } from '../host.ts';
import type { HoneytokenPorts } from '../ports.ts';
import type { Report } from '../report.ts';
import { UsageError } from '../usage-error.ts';
import { plantOne, takeBack } from './honeytokens-plant.ts';

/** What became of one place. `key` and `text` only where this run planted it. */
export interface PlantedPlace {
  readonly label: string;
  readonly id: string | null;
  readonly result: 'planted' | 'already planted' | 'failed';
  readonly key?: string;
  readonly text?: string;
  readonly problem?: string;
  readonly fix?: string;
}

export interface PlantListOptions {
  /** The parsed file. */
  readonly content: unknown;
  /** For every place that says nothing else. */
  readonly defaults: PlantingInput;
}

const ITEMS_MAX = 500;

/**
 * Plants a decoy in each place of a list and reports each. Nothing is planted unless every place is sound; one that fails does
 * not stop the others; a place that has its decoy is left alone, so the list can be run again.
 */
export async function honeytokensPlantList(
  host: Pick<Host, 'complain'>,
  ports: HoneytokenPorts,
  { content, defaults }: PlantListOptions,
): Promise<Report<{ readonly items: readonly PlantedPlace[] }>> {
  const plantings = readList(content, defaults, Object.keys(ports.outputs.upstreams));
  const there = new Map<string, string>();
  for await (const { state, entry, ...place } of ports.placements.all())
    if (state === 'planted') there.set(placeKey(place), entry);
  const sealKey = await readySealKey(ports);
  const items: PlantedPlace[] = [];
  for (const planting of plantings) items.push(await plantUnless(ports, sealKey, planting, there));
  const made = items.filter(({ key }) => key !== undefined);
  const failed = items.filter(({ result }) => result === 'failed');
  host.complain(failed.map(({ label, problem, fix }) => `${label}: ${problem}. ${fix}`));
  if (made.length > 0) host.complain(['Each is shown this once: put it there, and nowhere else.']);
  return {
    document: { items },
    sheet: { kind: 'text', text: items.map(block).join('\n\n') },
    failed: failed.length > 0,
    ...(made.length === 0
      ? {}
      : {
          unshown: () =>
            takeBack(
              ports,
              made.flatMap(({ id }) => id ?? []),
            ),
        }),
  };
}

const placeKey = ({ label, beside = '' }: Pick<Planting, 'label' | 'beside'>): string =>
  JSON.stringify([label, beside]);

const block = ({ label, id, result, text }: PlantedPlace): string =>
  [`# ${label}: ${result}${id === null ? '' : ` ${id}`}`, ...(text === undefined ? [] : [text])].join('\n');

async function plantUnless(
  ports: HoneytokenPorts,
  sealKey: string,
  planting: Planting,
  there: ReadonlyMap<string, string>,
): Promise<PlantedPlace> {
  const { label } = planting;
  const known = there.get(placeKey(planting));
  if (known !== undefined) return { label, id: known, result: 'already planted' };
  try {
    const { id, key, text } = await plantOne(ports, sealKey, planting);
    return { label, id, result: 'planted', key, text };
  } catch (error) {
    if (!(error instanceof OperatorFault)) throw error;
    return { label, id: null, result: 'failed', problem: error.message, fix: error.fix };
  }
}

function readList(
  content: unknown,
  defaults: PlantingInput,
  upstreams: readonly string[],
): readonly Planting[] {
  if (!Array.isArray(content) || content.length === 0 || content.length > ITEMS_MAX)
    throw new UsageError([`--file takes a list of 1 to ${ITEMS_MAX} places, each with at least a label`]);
  const problems: string[] = [];
  const plantings = content.flatMap((item: unknown, n) => {
    const own = Object.entries(Object(item) as object).filter(([, value]) => value !== '' && value !== null);
    const strange = own.filter(
      ([name, value]) => typeof value !== 'string' || !PLANTING_FIELDS.some((known) => known === name),
    );
    problems.push(
      ...strange.map(
        ([name]) =>
          `item ${n + 1}: ${quoted(name)} is no text, or not known; known are ${PLANTING_FIELDS.join(', ')}`,
      ),
    );
    if (strange.length > 0) return [];
    const reading = readPlanting({ ...defaults, ...Object.fromEntries(own) }, upstreams);
    if (reading.kind === 'sound') return [reading.planting];
    problems.push(...reading.problems.map((problem) => `item ${n + 1}: ${problem.replace(/^--/, '')}`));
    return [];
  });
  const keys = plantings.map(placeKey);
  problems.push(
    ...plantings
      .filter((place, n) => keys.indexOf(placeKey(place)) < n)
      .map(({ label }) => `${quoted(label)} is listed twice`),
  );
  if (problems.length > 0) throw new UsageError(problems);
  return plantings;
}
