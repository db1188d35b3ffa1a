import type { KeyItem } from '../../../contract/tables.ts';
import type { KeyLineage } from '../../domain/key-lineage.ts';
import { fingerprintOf, type LeakFacts } from '../../domain/leak/leak-facts.ts';
import { isLeakUnfinished, type LeakOutcome, leakWords } from '../../domain/leak/leak-words.ts';
import { OperatorFault } from '../../domain/operator-fault.ts';
import { isDecoy } from '../../domain/seal.ts';
import type { WatchListSource } from '../honeytoken-ports.ts';
import { judgeRecord } from '../judge-record.ts';
import { readLineage } from '../read-lineage.ts';
import type { Placements } from '../response/response-ports.ts';
import { resumeStop } from './resume-stop.ts';
import { type StopLeakedKeyDeps, stopLeakedKey } from './stop-leaked-key.ts';
import { type TellOfLeakDeps, tellOfLeak } from './tell-of-leak.ts';

export interface RespondToLeakDeps extends StopLeakedKeyDeps, TellOfLeakDeps {
  readonly watchList: WatchListSource;
  readonly placements: Placements;
}

/**
 * Answers one report of a key in public, as often as it is told of it. A honeytoken is no use of it: its place is named, and nobody
 * is blocked. A key that works is stopped if the policy says so; what the value that was found opens no more, people are not woken
 * for. False where something is left to do.
 */
export async function respondToLeak(deps: RespondToLeakDeps, leak: LeakFacts): Promise<boolean> {
  const lineage = await readLineage(deps.registry, leak.keyId).catch((error: unknown) => {
    if (error instanceof OperatorFault && error.code === 'key.unknown') return undefined;
    throw error;
  });
  const found =
    lineage && recordsOf(lineage).find(({ keyHash }) => fingerprintOf(keyHash) === leak.fingerprint);
  if (lineage === undefined || found === undefined) return true;
  const decoy = isDecoy(found, (await deps.watchList.read()).sealKey);
  const facts = { action: 'leaks.report', subject: leak.keyId, before: placeOf(leak) };
  const outcome = await deps.actions.during(facts, async () => {
    const result = decoy ? ({ kind: 'decoy' } as const) : await answer(deps, leak, lineage, found);
    return { result, after: { result: leakWords(result) } };
  });
  const planted = decoy ? await deps.placements.find(leak.keyId).catch(() => undefined) : undefined;
  const told = await tellOfLeak(deps, { leak, client: found.client, outcome, ...(planted && { planted }) });
  return told && !isLeakUnfinished(outcome);
}

const recordsOf = ({ before, current }: KeyLineage): readonly KeyItem[] => [...before, current];

const placeOf = ({ url, source }: LeakFacts) => ({ by: 'github', url, source });

async function answer(
  deps: RespondToLeakDeps,
  leak: LeakFacts,
  lineage: KeyLineage,
  found: KeyItem,
): Promise<LeakOutcome> {
  // A thief can be anywhere, within the listed addresses as well.
  const anywhere = { now: deps.now(), ip: '192.0.2.1' };
  const state = await judgeRecord(deps.registry, { ...found, ips: [] }, anywhere);
  if (state === 'accepted') return stopLeakedKey(deps, leak);
  return (await resumeStop(deps, leak, found, recordsOf(lineage))) ?? { kind: 'dead', state };
}
