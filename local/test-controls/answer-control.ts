import type { WireRequest, WireResponse } from '../aws/wire/wire-request.ts';

export const CONTROL_PATH = '/_local/';

/** What a control is asked wrongly; the message says what would be right. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
}

/** By method and name, `POST clock`; takes the body's JSON (undefined without a body) and gives back what to answer. */
export type Controls = Readonly<Record<string, (body: unknown) => unknown>>;

const answer = (status: number, document: unknown): WireResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: `${JSON.stringify(document)}\n`,
});

/** Serves the test controls on the AWS endpoint. Without them nothing is there, and the answer says how to have them. */
export async function answerControl(
  controls: Controls | undefined,
  { method, target, body }: WireRequest,
): Promise<WireResponse> {
  if (controls === undefined)
    return answer(404, { message: 'Test controls are off. Start with --test-controls to have them.' });
  const name = target.slice(CONTROL_PATH.length).split('?')[0];
  const control = controls[`${method} ${name}`];
  if (control === undefined)
    return answer(404, { message: `There are: ${Object.keys(controls).join(', ')}.` });
  try {
    return answer(200, await control(body.length === 0 ? undefined : JSON.parse(body.toString('utf8'))));
  } catch (error) {
    if (error instanceof ControlError) return answer(400, { message: error.message });
    if (error instanceof SyntaxError) return answer(400, { message: 'The body is not JSON.' });
    throw error;
  }
}
