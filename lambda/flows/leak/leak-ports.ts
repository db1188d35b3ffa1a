import type { ReportKeys } from '../../domain/leak/report-keys.ts';

/** The public keys that sign GitHub's reports. */
export interface ReportKeySource {
  /** `undefined` where GitHub lists no such key. Rejects where what GitHub lists cannot be known: nothing is believed then. */
  find(id: string): Promise<NonNullable<ReturnType<ReportKeys['get']>> | undefined>;
}
