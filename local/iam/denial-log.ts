import type { AppendLog } from '../state/append-log.ts';

/** Writes every refusal to a log, and tells people of each one once: a loop of retries would drown everything else. */
export function denialLog(
  log: AppendLog,
  now: () => number,
  onNotice: (line: string) => void,
): (sentence: string) => void {
  const told = new Set<string>();
  return (sentence) => {
    log.line(JSON.stringify({ at: new Date(now()).toISOString(), refused: sentence }));
    if (told.has(sentence)) return;
    told.add(sentence);
    onNotice(`Refused by IAM: ${sentence}`);
  };
}
