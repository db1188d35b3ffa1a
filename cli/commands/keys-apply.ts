import { readDeclaredKeys } from '../../lambda/domain/declared-keys.ts';
import { OperatorFault } from '../../lambda/domain/operator-fault.ts';
import { type DeclaredStep, planDeclared } from '../../lambda/domain/plan-declared.ts';
import { applyDeclared, declaredRecords, undeclare } from '../../lambda/flows/apply-declared.ts';
import type { Host } from '../host.ts';
import { keyOffer } from '../key-offer.ts';
import type { KeyPorts } from '../ports.ts';
import type { Report } from '../report.ts';
import { UsageError } from '../usage-error.ts';

export interface ApplyOptions {
  /** The parsed file. */
  readonly content: unknown;
  readonly consent: 'given' | 'ask' | 'none';
}

/** `key` only where this run made it; shown here and never again. */
export interface AppliedKey {
  readonly name: string;
  readonly id: string | null;
  readonly result: string;
  readonly key?: string;
  readonly problem?: string;
}

const PLANNED = {
  create: 'to be made',
  change: 'to be changed',
  same: 'as declared',
  blocked: 'blocked',
} as const;

/** Makes key records match a reviewed file. Keys that the file no longer declares are named, and left alone. */
export async function keysApply(
  host: Pick<Host, 'confirm' | 'complain'>,
  ports: KeyPorts,
  { content, consent }: ApplyOptions,
): Promise<Report<{ readonly items: readonly AppliedKey[]; readonly undeclared: readonly string[] }>> {
  const declared = readDeclaredKeys(content, keyOffer(ports.outputs), ports.now());
  if (!isDeclared(declared)) throw new UsageError(declared);
  const records = await declaredRecords(ports.registry);
  const steps = planDeclared(declared, records);
  const undeclared = records
    .filter(
      ({ declaredAs, state }) =>
        state !== 'revoked' && !declared.some((key) => key.declaredAs === declaredAs),
    )
    .map(({ id }) => id);
  const plan = steps.map(planned);
  const idle = steps.every(({ kind }) => kind === 'same' || kind === 'blocked');
  if (consent === 'ask' && !idle) host.complain(plan.map(({ name, result }) => `${name}: ${result}`));
  const go = !idle && (consent === 'given' || (consent === 'ask' && (await host.confirm('Do it?'))));
  const { plans, pools } = ports.outputs;
  const deps = { ...ports, plans, pools };
  const items = go ? await inOrder(steps, (step) => applied(deps, step)) : plan;
  const made = items.filter(({ key }) => key !== undefined);
  return {
    document: { items, undeclared },
    sheet: {
      kind: 'table',
      head: ['NAME', 'ID', 'RESULT', 'KEY'],
      rows: items.map(({ name, id, result, key }) => [name, id ?? '-', result, key ?? '-']),
    },
    notes: [
      ...items.flatMap(({ name, problem }) => (problem === undefined ? [] : [`${name}: ${problem}`])),
      ...undeclared.map((id) => `${id} is not declared any more; revoke it with \`keys revoke ${id}\``),
      ...(go || idle ? [] : ['This is the plan; nothing was changed. Do it with --yes.']),
      ...(made.length === 0
        ? []
        : ['Each key is shown this once. Hand it over safely; only its hash is kept.']),
    ],
    failed: items.some(({ problem }) => problem !== undefined),
    ...(made.length === 0 ? {} : { unshown: () => takeBack(ports, made) }),
  };
}

/** One at a time: a usage key is attached to its plan one at a time per account anyway. */
async function inOrder<A, B>(things: readonly A[], work: (thing: A) => Promise<B>): Promise<readonly B[]> {
  const results: B[] = [];
  for (const thing of things) results.push(await work(thing));
  return results;
}

const isDeclared = (
  read: ReturnType<typeof readDeclaredKeys>,
): read is Exclude<ReturnType<typeof readDeclaredKeys>, readonly string[]> =>
  read.every((entry) => typeof entry !== 'string');

function planned(step: DeclaredStep): AppliedKey {
  const name = step.key.declaredAs;
  const id = step.kind === 'create' ? null : step.record.id;
  const fields = step.kind === 'change' ? `: ${Object.keys(step.edit).join(', ')}` : '';
  const result = `${PLANNED[step.kind]}${fields}`;
  if (step.kind !== 'blocked') return { name, id, result };
  const problem =
    step.why === 'revoked'
      ? 'it was revoked, which is final; declare a key by another name'
      : 'it belongs to another client; declare a key by another name';
  return { name, id, result, problem };
}

async function applied(deps: Parameters<typeof applyDeclared>[0], step: DeclaredStep): Promise<AppliedKey> {
  const plan = planned(step);
  if (step.kind === 'same' || step.kind === 'blocked') return plan;
  try {
    const made = await applyDeclared(deps, step);
    if (made === undefined) return { ...plan, result: 'changed' };
    return { ...plan, id: made.record.id, result: 'made', key: made.key.reveal() };
  } catch (error) {
    if (!(error instanceof OperatorFault)) throw error;
    return { ...plan, result: 'failed', problem: `${error.message}. ${error.fix}` };
  }
}

async function takeBack(ports: KeyPorts, made: readonly AppliedKey[]): Promise<string> {
  const ids = made.flatMap(({ id }) => (id === null ? [] : [id]));
  const back = await Promise.allSettled(
    ids.map((id) => undeclare(ports.registry, id, 'it could not be shown')),
  );
  const left = ids.filter((_id, n) => back[n]?.status === 'rejected');
  return left.length === 0
    ? 'the keys could not be shown, so those just made were revoked; run the command again'
    : `the keys could not be shown; revoke ${left.join(', ')}`;
}
