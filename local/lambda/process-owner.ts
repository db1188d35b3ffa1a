import type { FunctionFault } from './function-fault.ts';
import type { FunctionProcess } from './function-process.ts';

/** Hears from a process what it is ready for. */
export interface ProcessOwner {
  /** The process is ready for an event. Called after every invocation, too. */
  idle(process: FunctionProcess): void;
  /** The process has answered and will ask for the next event at once; only the time of a round trip is missing. */
  finishing(process: FunctionProcess): void;
  /** The process has ended, for whatever reason. `fault` says why it did, if it never became idle. */
  gone(process: FunctionProcess, fault: FunctionFault | undefined): void;
}
