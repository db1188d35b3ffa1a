import { FAULTS, problemType } from '../../contract/faults.ts';

/**
 * The last event of a stream of Gemini that used more tokens than were reserved for it. It has the form of Google's own
 * errors (https://cloud.google.com/apis/design/errors), which SDKs report, and names the problem in `details`.
 */
export function quotaEnding(requestId: string): Buffer {
  const code = 'quota.exceeded';
  const { status, title, next } = FAULTS[code];
  const problem = { type: problemType(code), title, status, detail: next, code, requestId };
  const error = { code: status, status: 'RESOURCE_EXHAUSTED', message: title, details: [problem] };
  return Buffer.from(`\r\n\r\ndata: ${JSON.stringify({ error })}\r\n\r\n`);
}
