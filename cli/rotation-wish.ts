import { durationMs } from '../lambda/domain/duration.ts';
import { OperatorFault } from '../lambda/domain/operator-fault.ts';
import { quoted } from '../lambda/domain/quoted.ts';
import { leakedVersion } from '../lambda/domain/rotation/next-emergency-step.ts';
import { versionAt, versionOf } from '../lambda/domain/rotation/rotation-facts.ts';
import { rotationToken } from '../lambda/domain/rotation/rotation-token.ts';
import type { SecretStory } from '../lambda/domain/rotation/secret-story.ts';
import type { RotationWish } from '../lambda/flows/rotate-upstream.ts';
import { shortId } from './rotation-lines.ts';
import { UsageError } from './usage-error.ts';

/** What may be typed behind `upstreams rotate NAME`. */
export interface RotateFlags {
  readonly wait?: boolean;
  readonly emergency?: boolean;
  /** The version that leaked. @default one whose incident is open, else the current one */
  readonly leaked?: string;
  readonly rollback?: boolean;
  /** The version to go back to. @default the previous one */
  readonly to?: string;
  readonly requestToken?: string;
  readonly reason?: string;
  /** How long to wait at most. */
  readonly timeout: string;
}

const TOKEN = /^[A-Za-z0-9._:-]{1,64}$/;

/** How long to wait. */
export function waitMsOf(timeout: string): number {
  const waitMs = durationMs(timeout);
  if (waitMs !== undefined) return waitMs;
  throw new UsageError([`--timeout ${quoted(timeout)} is not a duration; write 90s, 30m, 1h`]);
}

/** Rejects flags that make no sense together, all of them at once. */
export function checkRotateFlags(flags: RotateFlags): void {
  const { emergency = false, leaked, rollback = false, to, requestToken } = flags;
  const problems = [
    ...(emergency && rollback ? ['--emergency and --rollback exclude each other'] : []),
    ...(leaked !== undefined && !emergency ? ['--leaked belongs to --emergency'] : []),
    ...(to !== undefined && !rollback ? ['--to belongs to --rollback'] : []),
    ...(requestToken !== undefined && (emergency || rollback)
      ? ['--request-token belongs to a plain rotation; --emergency and --rollback need none']
      : []),
    ...(requestToken !== undefined && !TOKEN.test(requestToken)
      ? ['--request-token takes 1 to 64 of A-Z a-z 0-9 . _ : -']
      : []),
  ];
  if (problems.length > 0) throw new UsageError(problems);
}

/** What was typed, and the question before anything is destroyed. Versions are pinned here: what is asked about is what is done. */
export function rotationWish(
  name: string,
  secretArn: string,
  story: SecretStory,
  token: string,
  { emergency, rollback, wait = false, ...typed }: RotateFlags,
): { readonly wish: RotationWish; readonly question?: string } {
  const [named, to] = [typed.leaked, typed.to].map((id) => versionOfTyped(name, story, id));
  if (emergency === true) {
    const leaked = leakedVersion(story, named) ?? '';
    const question = `Replace the key of ${name} now, and delete the key of version ${shortId(leaked)} without a grace?`;
    return { wish: { mode: 'emergency', leaked, secretArn, wait }, question };
  }
  if (rollback === true) {
    const target = to ?? versionAt(story, 'AWSPREVIOUS')?.id;
    const from = shortId(versionAt(story, 'AWSCURRENT')?.id ?? 'none');
    const question = `Let ${name} go back from version ${from} to version ${shortId(target ?? 'none')}?`;
    return { wish: { mode: 'rollback', to: target, named: to !== undefined }, question };
  }
  return { wish: { mode: 'rotate', token: rotationToken(secretArn, 'rotate', token), wait } };
}

/** As tables show the ids of versions. */
const SHORT = 8;

/** A version by its id or by what tables show of it. */
function versionOfTyped(name: string, story: SecretStory, typed: string | undefined): string | undefined {
  if (typed === undefined) return undefined;
  const exact = versionOf(story, typed)?.id;
  const alike = story.versions.filter(({ id }) => typed.length >= SHORT && id.startsWith(typed));
  const found = exact ?? (alike.length === 1 ? alike[0]?.id : undefined);
  if (found === undefined) throw unknownVersion(name);
  return found;
}

/** What was typed is not repeated: it may be the key itself. */
const unknownVersion = (name: string): OperatorFault =>
  new OperatorFault(
    'input.refused',
    'the secret has no version of that id',
    `\`upstreams status ${name}\` lists them; a key is never an argument, so if you typed one, it leaked into the shell’s history`,
  );
