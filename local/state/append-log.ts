import { closeSync, openSync, writeSync } from 'node:fs';

/** An append-only text file of mode 0600. Children may write to `descriptor` directly. */
export interface AppendLog {
  readonly descriptor: number;
  line(text: string): void;
  close(): void;
}

export function openAppendLog(file: string): AppendLog {
  const descriptor = openSync(file, 'a', 0o600);
  let open = true;
  return {
    descriptor,
    line: (text) => {
      if (open) writeSync(descriptor, `${text}\n`);
    },
    close: () => {
      if (open) closeSync(descriptor);
      open = false;
    },
  };
}
