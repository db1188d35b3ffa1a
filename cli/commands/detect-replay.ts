import { DETECTORS, type DetectorName } from '../../contract/detection.ts';
import { momentOf } from '../../lambda/domain/moment.ts';
import { type Replay, replayDetection } from '../../lambda/flows/detection/replay-detection.ts';
import type { DetectionPorts } from '../ports.ts';
import { MOMENT } from '../read-audit-filter.ts';
import type { Report } from '../report.ts';
import { UsageError } from '../usage-error.ts';

export interface ReplayOptions {
  readonly detector?: DetectorName;
  readonly key?: string;
  readonly since: string;
  readonly until?: string;
}

/** What the detectors would have raised; tells of its progress hour by hour where that takes long. */
export async function detectReplay(
  ports: Pick<DetectionPorts, 'audit' | 'countryOf' | 'now'>,
  options: ReplayOptions,
  tell: (line: string) => void,
): Promise<Report<Replay>> {
  const { since, until, keyId } = readReplay(options, ports.now());
  const detectors = options.detector === undefined ? DETECTORS : [options.detector];
  let toldHours = 0;
  const onHour = (upTo: Date, calls: number, findings: number): void => {
    toldHours += 1;
    if (toldHours % 24 === 0) tell(`up to ${upTo.toISOString()}: ${calls} calls, ${findings} findings`);
  };
  const replay = await replayDetection({ ...ports, onHour }, { since, until, detectors, keyId });
  const { calls, keys, findings } = replay;
  const head = ['AT', 'DETECTOR', 'SEVERITY', 'KEY', 'FROM', 'COUNTRY', 'WHY'];
  const rows = findings.map((one) => [
    ...[one.at, one.detector, one.severity, `${one.client} ${one.keyId}`],
    ...[one.ip, one.country ?? '-', one.why],
  ]);
  return {
    document: replay,
    sheet: { kind: 'table', head, rows },
    notes: [
      ...(findings.length === 0 ? [] : ['']),
      `Would have raised ${findings.length} over ${calls} calls of ${keys} keys since ${since.toISOString()}. Nothing was changed.`,
    ],
  };
}

function readReplay({ key: keyId, ...options }: ReplayOptions, now: Date) {
  const since = momentOf(options.since, now);
  const until = options.until === undefined ? now : momentOf(options.until, now);
  const problems = [
    ...(since === undefined ? [`--since ${MOMENT}`] : []),
    ...(until === undefined ? [`--until ${MOMENT}`] : []),
    ...(since !== undefined && until !== undefined && since > until
      ? ['--since lies after --until; swap them']
      : []),
    ...(keyId !== undefined && !/^key_[0-9A-Za-z]{20}$/.test(keyId)
      ? ['--key takes the id of a key, key_ and 20 letters and digits, never the key itself']
      : []),
  ];
  if (since === undefined || until === undefined || problems.length > 0) throw new UsageError(problems);
  return { since, until, keyId };
}
