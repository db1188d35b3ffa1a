/** How an invocation failed, as Lambda distinguishes it. `handled`: the function itself reported an error. */
export type FaultKind = 'handled' | 'timeout' | 'exit' | 'init' | 'malformed' | 'throttled' | 'closed';

/** An invocation without an answer. The message may come from the function: it is for its log, not for a client. */
export class FunctionFault extends Error {
  override readonly name = 'FunctionFault';
  readonly kind: FaultKind;
  readonly errorType: string;
  /** The document that Lambda answers an `Invoke` with: what the function reported, or Lambda's own words. */
  readonly payload: string;

  constructor(kind: FaultKind, errorType: string, message: string, payload?: string) {
    super(message);
    this.kind = kind;
    this.errorType = errorType;
    this.payload = payload ?? JSON.stringify({ errorType, errorMessage: message });
  }
}

/** What the runtime posts to `…/error` and `init/error`: `{ errorType, errorMessage, trace }`. */
export function reportedFault(kind: 'handled' | 'init', body: string): FunctionFault {
  try {
    const { errorType, errorMessage } = JSON.parse(body) as Record<string, unknown>;
    return new FunctionFault(kind, String(errorType), String(errorMessage), body);
  } catch {
    return new FunctionFault(kind, 'Runtime.Unknown', 'The function failed with an unreadable error');
  }
}

export const throttledFault = (): FunctionFault =>
  new FunctionFault('throttled', 'TooManyRequestsException', 'Rate Exceeded.');

export const closedFault = (): FunctionFault =>
  new FunctionFault('closed', 'ServiceException', 'The run is ending');
