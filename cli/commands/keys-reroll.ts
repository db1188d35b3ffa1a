import { durationMs } from '../../lambda/domain/duration.ts';
import { type KeyView, keyView } from '../../lambda/domain/key-view.ts';
import { quoted } from '../../lambda/domain/quoted.ts';
import type { Sealer } from '../../lambda/flows/operator-ports.ts';
import { refuseHoneytoken } from '../../lambda/flows/refuse-honeytoken.ts';
import { type RerollKeyDeps, rerollKey } from '../../lambda/flows/reroll-key.ts';
import { withholdKey } from '../../lambda/flows/withhold-key.ts';
import { keyFields } from '../key-fields.ts';
import type { KeyPorts } from '../ports.ts';
import type { Report } from '../report.ts';
import { UsageError } from '../usage-error.ts';

export interface RerollOptions {
  readonly id: string;
  /** A duration, or `0`. */
  readonly grace: string;
  readonly endOnFirstUse?: boolean;
  readonly requestToken?: string;
  readonly sealer?: Sealer;
}

/** A rerolled key. `key` is shown here and never again; `sealed` as often as it is asked for with the same token. */
export type RerolledKeyDocument = KeyView & {
  readonly key?: string;
  readonly sealed?: string;
  readonly requestToken: string;
  readonly repeated: boolean;
};

const TOKEN = /^[A-Za-z0-9._:-]{1,64}$/;

/** Gives a key id a new key. One that could not be shown works no more, and the same token yields another in its place. */
export async function keysReroll(
  ports: KeyPorts,
  options: RerollOptions,
): Promise<Report<RerolledKeyDocument>> {
  const request = readRequest(ports, options);
  await refuseHoneytoken(ports, options.id);
  const deps: RerollKeyDeps = { ...ports, sealer: options.sealer };
  const { record, given, repeated } = await rerollKey(deps, options.id, request);
  const { token } = request;
  const view = keyView(record);
  const { id, ...rest } = view;
  const secret: { readonly key?: string; readonly sealed?: string } =
    given.kind === 'shown'
      ? { key: given.key.reveal() }
      : given.kind === 'sealed'
        ? { sealed: given.sealed }
        : {};
  const [first, ...others] = keyFields(view, ports.now());
  const report: Report<RerolledKeyDocument> = {
    document: { id, ...secret, ...rest, requestToken: token, repeated },
    sheet: {
      kind: 'record',
      fields: [
        ...(first ? [first] : []),
        ...(secret.key === undefined ? [] : [['key', secret.key] as const]),
        ...others,
        ['token', token],
      ],
    },
    // A table's cells have an end; a JWE must not.
    notes: [
      '',
      ...(secret.sealed === undefined ? [] : [secret.sealed, '']),
      ...notesOn(given.kind, id, token),
    ],
    failed: given.kind === 'issued',
  };
  if (given.kind !== 'shown') return report;
  return {
    ...report,
    unshown: () =>
      withholdKey(ports.registry, record).then(
        () =>
          `the new key could not be shown and opens nothing; run again with --request-token ${token} to get another`,
        () => `the new key could not be shown; run again with another token, so that it ends with its grace`,
      ),
  };
}

function readRequest(ports: KeyPorts, { grace, endOnFirstUse = false, requestToken }: RerollOptions) {
  const problems: string[] = [];
  const graceMs = grace === '0' ? 0 : durationMs(grace);
  if (graceMs === undefined)
    problems.push(`--grace ${quoted(grace)} is not a duration; write 0 for none, or 30s, 5m, 24h, 90d`);
  if (requestToken !== undefined && !TOKEN.test(requestToken))
    problems.push('--request-token takes 1 to 64 of A-Z a-z 0-9 . _ : -');
  if (graceMs === undefined || problems.length > 0) throw new UsageError(problems);
  const token = requestToken ?? Buffer.from(ports.random(12)).toString('hex');
  return { graceSeconds: Math.floor(graceMs / 1000), endsOnFirstUse: endOnFirstUse, token };
}

function notesOn(given: 'shown' | 'sealed' | 'issued', id: string, token: string): readonly string[] {
  switch (given) {
    case 'shown':
      return ['The key is shown this once. Hand it over safely; only its hash is kept.'];
    case 'sealed':
      return [
        `The key is encrypted for the public key that was given. Ask again with --request-token ${token}.`,
      ];
    case 'issued':
      return [
        'This token named a reroll that was done: its key was shown then, and cannot be shown again.',
        `If it was lost, reroll once more with another token: \`keys reroll ${id}\`. The keys before it keep what is left of their grace.`,
      ];
  }
}
