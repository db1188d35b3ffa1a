import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './until.ts';

type Line = Readonly<Record<string, string>>;

/** The access log's line of a request, once it is there: a line is written after the client has its answer. */
export const accessLine = (stateDir: string, requestId: unknown): Promise<Line> =>
  until(() =>
    readFileSync(join(stateDir, 'logs', 'access.log'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Line)
      .find((line) => line['requestId'] === requestId),
  );
