import { ARCHIVE, type ChainManifest } from '../../../contract/audit-chain.ts';
import type { ChainFinding } from '../../domain/chain/finding.ts';
import { manifestDigest, manifestObject } from '../../domain/chain/manifest.ts';
import type { AuditPartitions, SealedReader } from '../chain-ports.ts';
import type { Clock } from '../ports.ts';
import { inOrder } from './in-order.ts';
import { type ChainReading, readChain } from './read-chain.ts';
import { verifyWindow } from './verify-window.ts';

const WINDOWS_AT_ONCE = 4;
/** More than this is not told apart any more: somebody has to look at the archive itself. */
const FINDINGS_MAX = 1_000;
/** Runs are five minutes apart; a chain that ends earlier than this has come to a halt or was cut off. */
const SILENCE_MS = 20 * 60_000;

export interface VerifyAuditDeps {
  readonly reader: SealedReader;
  /** PEM of the key that must have signed every manifest. */
  readonly publicKey: string;
  /** Absent: only the archive is there to be checked, as in an export, and it holds nothing that no manifest names. */
  readonly table?: AuditPartitions;
  readonly now: Clock;
  readonly progress?: (progress: VerifyProgress) => void;
}

export interface VerifyRange {
  /** Absent: from the oldest manifest that is there. */
  readonly since?: Date;
  /** Absent: up to the newest. */
  readonly until?: Date;
}

export interface VerifyProgress {
  readonly manifests: number;
  readonly of: number;
  readonly records: number;
}

export interface Verification {
  /** What was checked: from the beginning of the first manifest to the end of the last. */
  readonly from: string | null;
  readonly to: string | null;
  readonly manifests: number;
  readonly records: number;
  /** Of them sealed after their time. */
  readonly late: number;
  /** The last manifest that was checked; whoever wrote it down finds out if the chain ever ends before it. */
  readonly head: { readonly sequence: number; readonly digest: string; readonly keyId: string } | null;
  /** The first bad one first. */
  readonly findings: readonly ChainFinding[];
}

/** Checks records against the chain, the chain against the manifests, and the manifests against each other and the key. */
export async function verifyAudit(
  deps: VerifyAuditDeps,
  { since, until }: VerifyRange,
): Promise<Verification> {
  const now = deps.now();
  const chain = await readChain(deps.reader, deps.publicKey, since);
  const links = chain.links.filter(
    ({ from, to, start }) =>
      start !== undefined &&
      (since === undefined || to > since.toISOString()) &&
      (until === undefined || from < until.toISOString()),
  );
  const findings: ChainFinding[] = [...chain.findings, ...ends(deps, chain, { since, until, now })];
  let [records, late, manifests] = [0, 0, 0];
  const seen = new Set<string>();
  const check = { ...deps, late: chain.late, now };
  for await (const window of inOrder(links, WINDOWS_AT_ONCE, (link) => verifyWindow(check, link))) {
    if (findings.length < FINDINGS_MAX) findings.push(...window.findings);
    for (const object of deps.table === undefined ? window.objects : []) seen.add(object);
    records += window.records;
    late += window.late;
    manifests += 1;
    deps.progress?.({ manifests, of: links.length, records });
  }
  const whole = since === undefined && until === undefined;
  if (deps.table === undefined && whole) findings.push(...(await strangers(deps.reader, seen)));
  findings.sort((a, b) => placeOf(a) - placeOf(b));
  return {
    ...{ from: links[0]?.from ?? null, to: links.at(-1)?.to ?? null, manifests, records, late },
    ...{ head: headOf(chain.newest), findings },
  };
}

/** What belongs to no manifest comes last: it tells the least. */
const placeOf = ({ sequence }: ChainFinding): number => (sequence < 0 ? Number.MAX_SAFE_INTEGER : sequence);

const headOf = (newest: ChainManifest | undefined) =>
  newest === undefined
    ? null
    : { sequence: newest.sequence, digest: manifestDigest(newest), keyId: newest.keyId };

interface Asked extends VerifyRange {
  readonly now: Date;
}

/** Whether the chain reaches as far as it was asked about. */
function ends(
  { table }: VerifyAuditDeps,
  { links, newest }: ChainReading,
  { since, until, now }: Asked,
): readonly ChainFinding[] {
  const found: ChainFinding[] = [];
  const oldest = links[0];
  const early = since !== undefined && oldest !== undefined && oldest.to > since.toISOString();
  if (early && oldest.sequence > 0)
    found.push({
      ...{ where: 'manifest', what: 'deleted', sequence: oldest.sequence - 1 },
      ...{
        object: manifestObject(oldest.sequence - 1),
        says: `the manifests before ${oldest.sequence} are not there`,
      },
    });
  const live =
    table === undefined ? undefined : new Date(now.getTime() - SILENCE_MS - 1000 * (newest?.lagSeconds ?? 0));
  const due = until ?? live;
  const sealedTo = newest?.to;
  if (due !== undefined && (sealedTo === undefined || sealedTo < due.toISOString()))
    found.push({
      ...{ where: 'manifest', what: 'truncated', sequence: (newest?.sequence ?? -1) + 1 },
      says:
        sealedTo === undefined
          ? 'nothing is sealed'
          : `the chain ends at ${sealedTo}: sealing stands still, or manifests are not there`,
    });
  return found;
}

/** What lies in an export and is named by no manifest in it. */
async function strangers(reader: SealedReader, seen: ReadonlySet<string>): Promise<readonly ChainFinding[]> {
  const found: ChainFinding[] = [];
  for (const prefix of [ARCHIVE.records, ARCHIVE.digests, ARCHIVE.countries])
    for await (const { object } of reader.names(prefix))
      if (!seen.has(object))
        found.push({
          where: 'archive',
          what: 'inserted',
          sequence: -1,
          object,
          says: 'no manifest that was checked names this',
        });
  return found;
}
