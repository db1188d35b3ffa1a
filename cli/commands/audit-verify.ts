import { createHash, createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ChainFinding } from '../../lambda/domain/chain/finding.ts';
import { OperatorFault } from '../../lambda/domain/operator-fault.ts';
import {
  type Verification,
  type VerifyProgress,
  verifyAudit,
} from '../../lambda/flows/chain/verify-audit.ts';
import type { ChainPorts } from '../ports.ts';
import { type RangeOptions, readRange } from '../read-range.ts';
import type { Report, Sheet } from '../report.ts';
import { SealedFolder } from '../sealed-folder.ts';

/** Told now and then while a long verification goes on. */
export type Tell = (line: string) => void;

type Verified = Report<Verification & { readonly key: string }>;

/** Holds the audit table and the archive to the chain. */
export async function auditVerify(ports: ChainPorts, options: RangeOptions, tell: Tell): Promise<Verified> {
  const { archive: reader, table, key, now } = ports;
  const publicKey = await key.publicKey();
  const range = readRange(options, now());
  const progress = spoken(tell, now);
  return reportOf(await verifyAudit({ reader, table, publicKey, now, progress }, range), publicKey);
}

export interface OfflineOptions extends RangeOptions {
  readonly offline: string;
  readonly publicKey?: string;
}

/** Holds an export to its chain; nothing but the folder and the key is asked. */
export async function auditVerifyOffline(
  { offline, publicKey: file, ...options }: OfflineOptions,
  now: () => Date,
  tell: Tell,
): Promise<Verified> {
  const reader = new SealedFolder(offline);
  const range = readRange(options, now());
  const publicKey = await keyFrom(file, reader);
  const verification = await verifyAudit({ reader, publicKey, now, progress: spoken(tell, now) }, range);
  if (verification.head === null && verification.findings.length === 0)
    throw new OperatorFault(
      'input.refused',
      `${offline} holds no manifest`,
      'name the folder that `audit export --sealed` wrote',
    );
  return reportOf(verification, publicKey);
}

async function keyFrom(file: string | undefined, folder: SealedFolder): Promise<string> {
  const pem =
    file === undefined ? await folder.publicKey() : await readFile(file, 'utf8').catch(() => undefined);
  try {
    return createPublicKey(pem ?? '')
      .export({ format: 'pem', type: 'spki' })
      .toString();
  } catch (cause) {
    const fix = 'name the public key of the chain, in PEM, with --public-key FILE';
    throw new OperatorFault('input.refused', `${file ?? 'the export'} holds no public key`, fix, { cause });
  }
}

const EVERY_MS = 5_000;

/** A line every few seconds, none for what is done at once. */
function spoken(tell: Tell, now: () => Date): (progress: VerifyProgress) => void {
  let last = now().getTime();
  return ({ manifests, of, records }) => {
    if (now().getTime() - last < EVERY_MS) return;
    last = now().getTime();
    tell(`${manifests} of ${of} manifests, ${records} records`);
  };
}

function reportOf(verification: Verification, publicKey: string): Verified {
  const { from, to, manifests, records, late, head, findings } = verification;
  const key = fingerprint(publicKey);
  const bad = findings.length > 0;
  const about: readonly (readonly [string, string])[] = [
    ['From', from ?? '-'],
    ['To', to ?? '-'],
    ['Manifests', String(manifests)],
    ['Records', `${records}, ${late} of them late`],
    ['Last manifest', head === null ? '-' : `${head.sequence} ${head.digest}`],
    ['Signed by', head === null ? '-' : head.keyId],
    ['Public key', key],
  ];
  return {
    document: { ...verification, key },
    sheet: bad ? sheetOf(findings) : { kind: 'record', fields: about },
    notes: bad
      ? [
          `NOT WHOLE: ${findings.length} ${findings.length === 1 ? 'thing is' : 'things are'} not as sealed, the first one first.`,
          about.map(([name, value]) => `${name}: ${value}`).join('; '),
        ]
      : ['Whole: every record is as it was sealed.'],
    failed: bad,
  };
}

/** What one can read out on the telephone: SHA-256 of the key's DER form. */
const fingerprint = (pem: string): string =>
  `SHA256:${createHash('sha256')
    .update(createPublicKey(pem).export({ format: 'der', type: 'spki' }))
    .digest('hex')}`;

function sheetOf(findings: readonly ChainFinding[]): Sheet {
  const text = (value: string | number | undefined): string => (value === undefined ? '-' : String(value));
  return {
    kind: 'table',
    head: ['WHERE', 'WHAT', 'MANIFEST', 'SHARD', 'POSITION', 'RECORD OR OBJECT', ''],
    rows: findings.map(({ where, what, sequence, shard, position, entry, object, says }) => [
      ...[where, what, sequence < 0 ? '-' : text(sequence), text(shard), text(position)],
      ...[entry ?? text(object), says],
    ]),
  };
}
