import { readAll } from '../read-all.ts';
import type { FunctionAnswer } from './function-answer.ts';
import { FunctionFault, reportedFault } from './function-fault.ts';
import type { RuntimePost } from './runtime-api.ts';

/** Lambda's limit of a buffered answer, https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html. */
export const BUFFERED_BYTES_MAX = 6 * 1024 * 1024;

/** One event given to a process, from its delivery until somebody has an answer or a fault. */
export class Invocation {
  readonly requestId: string;
  readonly deadlineMs: number;
  readonly #resolve: (answer: FunctionAnswer) => void;
  readonly #reject: (fault: FunctionFault) => void;
  #over = false;

  constructor(
    requestId: string,
    deadlineMs: number,
    resolve: (answer: FunctionAnswer) => void,
    reject: (fault: FunctionFault) => void,
  ) {
    this.requestId = requestId;
    this.deadlineMs = deadlineMs;
    const once =
      <T>(say: (what: T) => void) =>
      (what: T): void => {
        if (!this.#over) say(what);
        this.#over = true;
      };
    this.#resolve = once(resolve);
    this.#reject = once(reject);
  }

  /** Has no effect once there is an answer: a streamed one then breaks off with its connection. */
  fail(fault: FunctionFault): void {
    this.#reject(fault);
  }

  /** The process asks for the next event: if it has not answered this one, it has nothing to say any more. */
  end(): void {
    if (!this.#over)
      this.fail(new FunctionFault('malformed', 'Runtime.NoResponse', 'The function did not answer'));
  }

  respond(post: RuntimePost): void {
    if (post.body.headers['lambda-runtime-function-response-mode'] === 'streaming') this.#stream(post);
    else void this.#buffer(post);
  }

  async error(post: RuntimePost): Promise<void> {
    const body = await readAll(post.body, BUFFERED_BYTES_MAX);
    post.accept();
    this.#reject(reportedFault('handled', body?.toString('utf8') ?? ''));
  }

  async #buffer(post: RuntimePost): Promise<void> {
    const payload = await readAll(post.body, BUFFERED_BYTES_MAX);
    post.accept();
    if (payload !== undefined) this.#resolve({ kind: 'buffered', payload });
    else
      this.#reject(
        new FunctionFault('malformed', 'Function.ResponseSizeTooLarge', 'The answer exceeds 6 MB'),
      );
  }

  #stream(post: RuntimePost): void {
    const { body } = post;
    let over = false;
    body.once('end', () => {
      if (!over) post.accept();
      over = true;
    });
    this.#resolve({
      kind: 'streamed',
      body,
      failure: () => {
        const type = body.trailers['lambda-runtime-function-error-type'];
        return type === '' ? undefined : type;
      },
      abandon: () => {
        if (over || body.destroyed) return;
        over = true;
        post.cutShort();
      },
    });
  }
}
