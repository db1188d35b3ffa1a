import { randomBytes } from 'node:crypto';

/** `2026/11/23/[$LATEST]…`: one for each execution environment. */
export const logStreamName = (now: number): string =>
  `${new Date(now).toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${randomBytes(16).toString('hex')}`;
