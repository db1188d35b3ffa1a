import { DETECTORS, type DetectorName, type Severity } from '../../contract/detection.ts';
import type { ResponseMode } from '../../contract/response-policy.ts';
import { DETECTOR_OF } from '../../lambda/domain/detection/detectors.ts';
import type { Outputs } from '../outputs.ts';
import type { Report } from '../report.ts';

interface DetectorView {
  readonly name: DetectorName;
  readonly mode: ResponseMode;
  readonly severity: Severity;
  readonly looksFor: string;
}

/** Every detector and what the stage does with it. */
export function detectList({
  detection,
}: Pick<Outputs, 'detection'>): Report<{ readonly items: readonly DetectorView[] }> {
  const items = DETECTORS.map((name) => {
    const { severity, looksFor } = DETECTOR_OF[name];
    return { name, mode: detection[name], severity, looksFor };
  });
  const head = ['DETECTOR', 'MODE', 'SEVERITY', 'LOOKS FOR'];
  const rows = items.map(({ name, mode, severity, looksFor }) => [name, mode, severity, looksFor]);
  return { document: { items }, sheet: { kind: 'table', head, rows } };
}
