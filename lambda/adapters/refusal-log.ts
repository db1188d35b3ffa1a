import type { Refusal } from '../domain/refusal.ts';
import type { WriteLine } from './emf-metrics.ts';

/** Writes a refusal that the audit had not acknowledged when its answer left. A line that was written is kept. */
export const refusalLog =
  (write: WriteLine) =>
  ({ callId, keyId, client, ip, verdict }: Refusal): void =>
    write(JSON.stringify({ level: 'warn', unrecorded: verdict, callId, keyId, client, ip }));
