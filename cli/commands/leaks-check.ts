import type { LeakAction } from '../../contract/leak-intake.ts';
import { type FoundKey, KeyFinder } from '../../lambda/domain/key-finder.ts';
import { OperatorFault } from '../../lambda/domain/operator-fault.ts';
import { judgeLeak, type Leak } from '../../lambda/flows/judge-leak.ts';
import type { Host } from '../host.ts';
import type { HoneytokenPorts } from '../ports.ts';
import type { Report } from '../report.ts';
import { type StopAction, type StoppedLeak, stopLeak, withholdStopped } from '../stop-leak.ts';

export interface LeaksCheckOptions {
  readonly text: AsyncIterable<Uint8Array>;
  /** What is done about keys that work. @default what the stage's config says */
  readonly action: LeakAction | undefined;
  readonly consent: 'given' | 'ask' | 'none';
}

/** A key that stood in the text. `key` only where it was rerolled: the new one, shown here and never again. */
export type CheckedKey = Omit<FoundKey, 'keyHash' | 'stage'> &
  Leak & { readonly result: string; readonly key?: string; readonly problem?: string };

/** Says of every client key in a text what it is, and stops those that work, if asked to. No key is used, and none repeated. */
export async function leaksCheck(
  host: Pick<Host, 'confirm' | 'complain'>,
  ports: HoneytokenPorts,
  { text, action: asked = ports.outputs.leakAction, consent }: LeaksCheckOptions,
): Promise<Report<{ readonly items: readonly CheckedKey[] }>> {
  const action = asked === 'report' ? undefined : asked;
  const finder = new KeyFinder();
  for await (const piece of text) finder.take(piece);
  const { tellsHoneytokens, judge } = await judgeLeak(ports);
  const items: CheckedKey[] = [];
  for (const found of finder.found) items.push(checked(found, await judge(found)));
  const working = [...new Set(items.flatMap((item) => (item.kind === 'key' && item.works ? [item.id] : [])))];
  const go = action !== undefined && working.length > 0 && (await consented(host, consent, action, working));
  const stopped = new Map(go ? await inOrder(working, (id) => attempt(ports, action, id)) : []);
  const after = items.map((item): CheckedKey => {
    const leak = item.kind === 'key' && item.works ? stopped.get(item.id) : undefined;
    return leak === undefined ? item : { ...item, result: leak.result, key: leak.key, problem: leak.problem };
  });
  return {
    document: { items: after },
    sheet: {
      kind: 'table',
      head: ['LINE', 'KEY', 'TIMES', 'WHAT', 'RESULT'],
      rows: after.map((item) => [
        String(item.line),
        item.masked,
        String(item.times),
        whatIs(item),
        item.result,
      ]),
    },
    notes: [
      ...(items.length === 0 ? ['No client keys.'] : []),
      ...after.flatMap(({ problem }) => (problem === undefined ? [] : [problem])),
      ...after.flatMap(({ key, masked }) =>
        key === undefined ? [] : [`In place of ${masked}, shown this once: ${key}`],
      ),
      ...(action !== undefined && working.length > 0 && !go
        ? ['Nothing was changed. Do it with --yes.']
        : []),
      ...(tellsHoneytokens ? [] : ['You may not read the seal key, so honeytokens are shown as keys.']),
    ],
    failed: working.some((id) => stopped.get(id)?.stopped !== true),
    unshown: () => withholdStopped(ports, [...stopped]),
  };
}

const checked = ({ keyHash: _hash, stage: _stage, ...found }: FoundKey, leak: Leak): CheckedKey => ({
  ...found,
  ...leak,
  result: leak.kind === 'key' && leak.works ? 'works' : '-',
});

function whatIs(item: CheckedKey): string {
  switch (item.kind) {
    case 'foreign':
      return 'of another stage';
    case 'unknown':
      return 'no key of this stage';
    case 'honeytoken':
      return `honeytoken ${item.id}: ${item.label}`;
    case 'key':
      return `${item.id} of ${item.client}${item.works ? '' : `, ${item.state}`}`;
  }
}

async function consented(
  host: Pick<Host, 'confirm'>,
  consent: LeaksCheckOptions['consent'],
  action: StopAction,
  ids: readonly string[],
): Promise<boolean> {
  if (consent !== 'ask') return consent === 'given';
  return host.confirm(`${action === 'reroll' ? 'Reroll without grace' : 'Quarantine'}: ${ids.join(', ')}?`);
}

async function inOrder<A, B>(things: readonly A[], work: (thing: A) => Promise<B>): Promise<readonly B[]> {
  const results: B[] = [];
  for (const thing of things) results.push(await work(thing));
  return results;
}

/** One that cannot be stopped does not keep the others alive. */
async function attempt(ports: HoneytokenPorts, action: StopAction, id: string) {
  const outcome = await stopLeak(ports, action, id).catch((error: unknown): StoppedLeak => {
    if (!(error instanceof OperatorFault)) throw error;
    return { stopped: false, result: 'failed', problem: `${id}: ${error.message}. ${error.fix}` };
  });
  return [id, outcome] as const;
}
