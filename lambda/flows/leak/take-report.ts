import type { KeyItem } from '../../../contract/tables.ts';
import { Fault } from '../../domain/fault.ts';
import { labelTokens, type TokenLabel } from '../../domain/leak/label-tokens.ts';
import { leakDetail } from '../../domain/leak/leak-facts.ts';
import { type ReportedToken, readLeakReport } from '../../domain/leak/read-leak-report.ts';
import { isSignature, isSignedBy } from '../../domain/leak/report-keys.ts';
import { inTurns } from '../in-turns.ts';
import type { Clock, EventBus, KeyStore, Metrics } from '../ports.ts';
import type { ReportKeySource } from './leak-ports.ts';

export interface TakeReportDeps {
  readonly reportKeys: ReportKeySource;
  readonly keys: Pick<KeyStore, 'find'>;
  readonly events: EventBus;
  readonly metrics: Metrics;
  readonly now: Clock;
  readonly stage: string;
  /** Something failed. Of what was at hand only the error's kind belongs in it. */
  readonly logFailure: (action: string, error: unknown) => void;
}

/** A report as it came: the bytes that were signed, and what is to prove it. */
export interface SignedReport {
  readonly body: Uint8Array;
  readonly keyId: string;
  readonly signature: string;
}

/** Look-ups, and then events, that are under way at once. */
const WIDTH = 10;

/**
 * Believes a report only if GitHub signed its very bytes, and raises `leak.reported` for each key of this stage in it. What the
 * key is, a decoy among others, and what is done about it, is not decided here: whoever takes this over can deny no key and tell
 * no decoy. Nothing is answered before the bus has every event; a repeated report repeats events, under the same ids.
 */
export async function takeReport(deps: TakeReportDeps, report: SignedReport): Promise<readonly TokenLabel[]> {
  await believe(deps, report);
  const read = readLeakReport(report.body);
  if (read.kind !== 'read')
    throw failed(deps, read.kind === 'malformed' ? 'request.malformed' : 'request.too_large');
  if (read.unreadable > 0) deps.metrics.count('LeakIntakeFailed');
  const found = new Map<string, KeyItem>();
  const ours = new Map<string, ReportedToken>();
  for (const token of read.tokens) {
    const { key } = token;
    if (key?.stage === deps.stage && !ours.has(key.keyHash)) ours.set(key.keyHash, token);
  }
  const lookUp = async (keyHash: string): Promise<void> => {
    const record = await deps.keys.find(keyHash);
    if (record !== undefined) found.set(keyHash, record);
  };
  const missed = await inTurns([...ours.keys()], WIDTH, lookUp, (error) => deps.logFailure('look up', error));
  const raise = async ([keyHash, record]: [string, KeyItem]): Promise<void> => {
    const place = ours.get(keyHash) ?? { url: '', source: '' };
    await deps.events.publish(
      'leak.reported',
      leakDetail(record, keyHash, place, { stage: deps.stage, now: deps.now() }),
    );
    deps.metrics.count('LeakReported');
  };
  const untold = await inTurns([...found], WIDTH, raise, (error) => deps.logFailure('leak.reported', error));
  if (missed + untold > 0) throw failed(deps, 'gateway.unavailable');
  return labelTokens(read.tokens, new Set(found.keys()), deps.stage);
}

async function believe(deps: TakeReportDeps, { body, keyId, signature }: SignedReport): Promise<void> {
  const key = isSignature(signature) ? await find(deps, keyId) : undefined;
  if (key !== undefined && isSignedBy(key, body, signature)) return;
  deps.metrics.count('LeakReportRefused');
  throw new Fault('report.unsigned');
}

const find = (deps: TakeReportDeps, keyId: string) =>
  deps.reportKeys.find(keyId).catch((cause: unknown) => {
    throw failed(deps, 'gateway.unavailable', cause);
  });

function failed(
  { metrics }: TakeReportDeps,
  code: 'request.malformed' | 'request.too_large' | 'gateway.unavailable',
  cause?: unknown,
): Fault {
  metrics.count('LeakIntakeFailed');
  return new Fault(code, { cause });
}
