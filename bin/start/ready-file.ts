import { renameSync, writeFileSync } from 'node:fs';
import type { Secret } from '../../lambda/domain/secret.ts';
import type { LocalRun } from '../../local/run-assembly.ts';

/** Tells programs that requests are served. Holds a working client key, so it is readable by its owner only. */
export function writeReadyFile(file: string, run: LocalRun, key: Secret): void {
  const { url, awsEndpoint, region, outputs } = run;
  const text = JSON.stringify({ url, awsEndpoint, region, outputs, demoKey: key.reveal() }, undefined, 2);
  const whole = `${file}.${process.pid}`;
  writeFileSync(whole, `${text}\n`, { mode: 0o600 });
  renameSync(whole, file); // whoever waits for the file never sees half of it
}
