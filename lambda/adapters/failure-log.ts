import type { WriteLine } from './emf-metrics.ts';

/** Writes which action failed, and the kind of the error. No text of a foreign exception can pass. */
export const failureLog =
  (write: WriteLine) =>
  (action: string, error: unknown): void => {
    const { name, code, message } = Object(error) as { name?: unknown; code?: unknown; message?: unknown };
    // Its message is the error's type.
    const kind = name === 'AwsCallError' ? message : (code ?? name);
    const failed = typeof kind === 'string' ? kind.replace(/[^\w.: -]/g, '?').slice(0, 80) : 'unknown';
    write(JSON.stringify({ level: 'error', action, failed }));
  };
