import { FAULTS, type FaultCode } from '../../contract/faults.ts';

/** A failure with a row in the closed table of faults: the outside sees the row, the log sees the code and `cause`. */
export class Fault extends Error {
  readonly code: FaultCode;
  /** When trying again can help, where that is known. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: FaultCode, options?: ErrorOptions & { readonly retryAfterSeconds?: number }) {
    super(code, options);
    this.retryAfterSeconds = options?.retryAfterSeconds;
    this.name = 'Fault';
    this.code = code;
  }

  get status(): number {
    return FAULTS[this.code].status;
  }
}

/** Any error as a Fault; what nobody foresaw is `internal` and says nothing outside. */
export const asFault = (error: unknown): Fault =>
  error instanceof Fault ? error : new Fault('internal', { cause: error });
