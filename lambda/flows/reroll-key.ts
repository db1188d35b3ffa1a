import type { KeyItem } from '../../contract/tables.ts';
import { hashClientKey, mintClientKey } from '../domain/client-key.ts';
import { inGrace, type KeyLineage } from '../domain/key-lineage.ts';
import { keyState } from '../domain/key-view.ts';
import { OperatorFault } from '../domain/operator-fault.ts';
import { graceEnd, planReroll, type RerollPlan, type RerollRequest, successorOf } from '../domain/reroll.ts';
import type { Secret } from '../domain/secret.ts';
import { changedMeanwhile, follow } from './change-lineage.ts';
import type { Sealer } from './operator-ports.ts';
import { type PublishKeyEventDeps, publishKeyEvent } from './publish-key-event.ts';
import { readLineage } from './read-lineage.ts';
import type { SetKeyStateDeps } from './set-key-state.ts';

export interface RerollKeyDeps extends SetKeyStateDeps, PublishKeyEventDeps {
  /** Absent: the new key is handed out in the clear, once. */
  readonly sealer?: Sealer;
}

export interface Rerolled {
  /** Of the new key. */
  readonly record: KeyItem;
  /** `shown`: exists nowhere else. `sealed`: for its recipient, as often as it is asked for. `issued`: was handed out before. */
  readonly given:
    | { readonly kind: 'shown'; readonly key: Secret }
    | { readonly kind: 'sealed'; readonly sealed: string }
    | { readonly kind: 'issued' };
  /** The token named a reroll that had been done. */
  readonly repeated: boolean;
}

type Mint = Extract<RerollPlan, { kind: 'mint' }>;

/**
 * Gives a key id a new key while the old one goes on for a grace. The steps, each one write under a condition: the new
 * record, which opens nothing yet; the old record, which names it and its own end, and is where of two operators one wins; the
 * new record once more, which makes it work. Whatever breaks off in between, no key works that was not handed out, and the
 * same token goes on where it stopped.
 */
export async function rerollKey(deps: RerollKeyDeps, id: string, request: RerollRequest): Promise<Rerolled> {
  const lineage = await readLineage(deps.registry, id);
  const plan = planReroll(lineage, request, deps.now());
  if (plan.kind === 'repeated') return repeat(deps, lineage, plan.made, request);
  const before = keyState(plan.from);
  const rerolled = await deps.actions.during({ action: 'keys.reroll', subject: id, before }, async () => {
    const result = await mint(deps, lineage, plan, request).catch((cause: unknown) => {
      if (!(cause instanceof OperatorFault) || cause.code === 'key.changed') throw cause;
      const fix = `${cause.fix}; then repeat it with --request-token ${request.token}, which goes on where it stopped`;
      throw new OperatorFault(cause.code, cause.message, fix, { cause });
    });
    return { result, after: keyState(result.record) };
  });
  await publishKeyEvent(deps, 'key.rerolled', rerolled.record, `grace ${request.graceSeconds} s`);
  return rerolled;
}

async function mint(
  { registry, sealer, random, now, stage }: RerollKeyDeps,
  { before }: KeyLineage,
  { from, stillborn }: Mint,
  request: RerollRequest,
): Promise<Rerolled> {
  const key = mintClientKey(stage, random(32));
  const sealed = sealer && { sealed: sealer.seal(key), sealedFor: sealer.thumbprint };
  const made = { keyHash: hashClientKey(key.reveal()), ...sealed };
  const older = before.filter((item) => item !== from);
  const successor = successorOf(from, request, made, older, now());
  // Once it is gone, whoever made it can no longer make it work.
  if (stillborn !== undefined && !(await registry.discard(stillborn))) throw changedMeanwhile(from.id);
  await registry.add(successor);
  const ending = {
    supersededBy: successor.keyHash,
    graceEndsAtSeconds: graceEnd(from, request, now()),
    ...(request.endsOnFirstUse ? { endsOnFirstUse: true } : {}),
  };
  if (!(await registry.change(from, ending))) {
    await registry.discard(successor).catch(() => undefined); // it opens nothing, so it may stay
    throw changedMeanwhile(from.id);
  }
  await endOlder(registry, older, request, now());
  const record = await activate(registry, successor);
  const given = sealed ? { kind: 'sealed' as const, sealed: sealed.sealed } : { kind: 'shown' as const, key };
  return { record, given, repeated: false };
}

/** A grace holds for every older key as well; it never makes one live longer. */
async function endOlder(
  registry: RerollKeyDeps['registry'],
  older: readonly KeyItem[],
  request: RerollRequest,
  now: Date,
): Promise<void> {
  for (const item of older) {
    const ends = graceEnd(item, request, now);
    if (inGrace(item, now) && ends !== item.graceEndsAtSeconds)
      await follow(registry, item, { graceEndsAtSeconds: ends });
  }
}

/** The new key works from here on. An answer that was lost is looked up, because the key is still in hand. */
async function activate(registry: RerollKeyDeps['registry'], successor: KeyItem): Promise<KeyItem> {
  const active: KeyItem = { ...successor, state: 'active', version: 1 };
  const changed = await registry.change(successor, { state: 'active' }).catch(async (error: unknown) => {
    if ((await registry.find(successor.keyHash))?.state === 'active') return true;
    throw error;
  });
  if (!changed) throw changedMeanwhile(successor.id);
  return active;
}

async function repeat(
  deps: RerollKeyDeps,
  { before }: KeyLineage,
  made: KeyItem,
  request: RerollRequest,
): Promise<Rerolled> {
  if (made.sealedFor !== deps.sealer?.thumbprint)
    throw new OperatorFault(
      'input.refused',
      `this request token named another reroll of ${made.id}: ${made.sealedFor === undefined ? 'its key was shown, not encrypted' : 'its key was encrypted for another public key, or for the one that is missing here'}`,
      'pass the same --deliver-to as then, or choose another token',
    );
  if (made.sealed === undefined) return { record: made, given: { kind: 'issued' }, repeated: true };
  const given = { kind: 'sealed', sealed: made.sealed } as const;
  if (made.state !== 'pending') return { record: made, given, repeated: true };
  await endOlder(deps.registry, before.slice(0, -1), request, deps.now());
  return { record: await activate(deps.registry, made), given, repeated: true };
}
