import { OperatorFault } from '../../lambda/domain/operator-fault.ts';
import { type KeyFate, keyHistory } from '../../lambda/domain/rotation/key-history.ts';
import type { Ending } from '../../lambda/domain/rotation/operator-step.ts';
import { versionAt } from '../../lambda/domain/rotation/rotation-facts.ts';
import { refuseKeyless } from '../../lambda/flows/refuse-keyless.ts';
import { type RotationWish, rotateUpstream } from '../../lambda/flows/rotate-upstream.ts';
import { findUpstream } from '../find-upstream.ts';
import type { Host } from '../host.ts';
import { reasonOf } from '../key-reason.ts';
import type { UpstreamPorts } from '../ports.ts';
import type { Report } from '../report.ts';
import { endingText } from '../rotation-ending.ts';
import { rotationLines } from '../rotation-lines.ts';
import { checkRotateFlags, type RotateFlags, rotationWish, waitMsOf } from '../rotation-wish.ts';

export interface RotateOptions extends RotateFlags {
  readonly name: string;
  /** Ask first, where something is destroyed. */
  readonly ask: boolean;
}

export interface RotateDocument {
  readonly name: string;
  readonly mode: RotationWish['mode'];
  readonly result: Ending;
  /** The version that serves now. */
  readonly versionId: string | null;
  /** The version that is to serve, where that is not over. */
  readonly pending: string | null;
  readonly leaked: {
    readonly versionId: string;
    readonly fate: KeyFate;
    readonly lagSeconds: number | null;
  } | null;
  /** Why it failed: a code of the catalogue of faults. */
  readonly code: string | null;
  readonly requestToken: string | null;
}

/** Replaces an upstream's key: by and by, at once because it leaked, or by the one before. */
export async function upstreamsRotate(
  host: Pick<Host, 'complain' | 'confirm'>,
  ports: UpstreamPorts,
  options: RotateOptions,
): Promise<Report<RotateDocument>> {
  checkRotateFlags(options);
  const limits = { waitMs: waitMsOf(options.timeout), reason: reasonOf(options.reason) };
  const { name, ask } = options;
  const upstream = findUpstream(ports.outputs, name);
  const { secretArn, rotation } = upstream;
  refuseKeyless(name, rotation);
  const token = options.requestToken ?? Buffer.from(ports.random(12)).toString('hex');
  const before = await ports.versions.look(secretArn);
  const { wish, question } = rotationWish(name, secretArn, before, token, options);
  if (ask && question !== undefined && !(await host.confirm(question)))
    throw new OperatorFault('input.refused', 'nothing was changed', 'answer y, or pass --yes');
  const minted = rotation.driver !== 'manual';
  const emergency = wish.mode === 'emergency';
  const named = wish.mode === 'rotate' && minted;
  if (named) host.complain([`Should this be interrupted, go on with --request-token ${token}`]);
  const tell = rotationLines((lines) => host.complain(lines));
  const { end, story } = await rotateUpstream({ ...ports, tell }, name, upstream, wish, limits);
  const leaked =
    wish.mode === 'emergency' ? keyHistory(story).find((key) => key.versionId === wish.leaked) : undefined;
  const over = end.as !== 'under-way' && end.as !== 'unfinished';
  const document: RotateDocument = {
    ...{ name, mode: wish.mode, result: end.as },
    versionId: versionAt(story, 'AWSCURRENT')?.id ?? null,
    pending: over ? null : (versionAt(story, 'AWSPENDING')?.id ?? null),
    leaked: leaked ? { versionId: leaked.versionId, fate: leaked.fate, lagSeconds: leaked.lagSeconds } : null,
    code: end.code ?? null,
    requestToken: named ? token : null,
  };
  const fields = fieldsOf(document);
  return {
    document,
    sheet: { kind: 'record', fields },
    ...endingText({ name, minted, emergency, ending: end.as, code: end.code }),
  };
}

function fieldsOf(document: RotateDocument): readonly (readonly [string, string])[] {
  const { name, result, versionId, pending, leaked } = document;
  const lag = leaked?.lagSeconds ?? undefined;
  return [
    ['name', name],
    ['result', result],
    ['serves', versionId ?? '-'],
    ...(pending === null ? [] : [['pending', pending] as const]),
    ...(leaked === null ? [] : [['leaked', `${leaked.versionId}, ${leaked.fate}`] as const]),
    ...(lag === undefined ? [] : [['lag', `${lag} s from its deletion to the refusal that lasted`] as const]),
  ];
}
