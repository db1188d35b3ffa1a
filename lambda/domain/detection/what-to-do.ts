import type { Finding } from '../../../contract/detection.ts';

const HOUR_MS = 3_600_000;

/** The commands that look into a finding, and those that end it. */
export function whatToDo({ keyId, at, detector }: Finding): readonly string[] {
  const since = new Date(Date.parse(at) - HOUR_MS).toISOString();
  const more = detector === 'scopeProbing' ? ' --verdict route.forbidden' : '';
  return [
    `audit search --key ${keyId} --since ${since}${more}`,
    `keys show ${keyId}`,
    `keys quarantine ${keyId} --reason '${detector}'`,
  ];
}
