/** How an invocation failed, as Lambda distinguishes it. `handled`: the function itself reported an error. */
export type FaultKind = 'handled' | 'timeout' | 'exit' | 'init' | 'malformed' | 'throttled' | 'closed';

/** An invocation without an answer. The message may come from the function: it is for its log, not for a client. */
export class FunctionFault extends Error {
  override readonly name = 'FunctionFault';
  readonly kind: FaultKind;
  readonly errorType: string;

  constructor(kind: FaultKind, errorType: string, message: string) {
    super(message);
    this.kind = kind;
    this.errorType = errorType;
  }
}

/** What the runtime posts to `…/error` and `init/error`: `{ errorType, errorMessage }`. */
export function reportedFault(kind: 'handled' | 'init', body: string): FunctionFault {
  try {
    const { errorType, errorMessage } = JSON.parse(body) as Record<string, unknown>;
    return new FunctionFault(kind, String(errorType), String(errorMessage));
  } catch {
    return new FunctionFault(kind, 'Runtime.Unknown', 'The function failed with an unreadable error');
  }
}
