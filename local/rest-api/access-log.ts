import type { AppendLog } from '../state/append-log.ts';
import { substituteContext } from './context-variables.ts';
import type { Exchange } from './exchange.ts';

/** Writes the stage's access log: one line per request, `-` where there is no value. `onLine` is told of each. */
export function accessLog(
  log: AppendLog,
  now: () => number,
  onLine: (line: string) => void = () => undefined,
): (exchange: Exchange) => void {
  return (exchange) => {
    const format = exchange.api.accessLogFormat;
    if (format === undefined) return;
    const line = substituteContext(format, exchange, now(), (value) => oneLine(String(value ?? '-')));
    log.line(line);
    onLine(line);
  };
}

/** A client chooses its path and user agent: neither may end the line or a JSON string. */
const oneLine = (text: string): string => JSON.stringify(text).slice(1, -1);
