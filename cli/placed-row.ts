import type { CallRow } from '../lambda/domain/join-calls.ts';
import type { DetectionPorts } from './ports.ts';

/** A call with the country that its address is registered in; `null` where the data set names none. No record is asked to hold it. */
export interface PlacedRow extends CallRow {
  readonly country: string | null;
}

export const placed =
  ({ countryOf }: Pick<DetectionPorts, 'countryOf'>) =>
  (row: CallRow): PlacedRow => ({ ...row, country: countryOf(row.ip) ?? null });
