import type { Clock } from './time/clock.ts';

/** What a run needs to know. */
export interface LocalRunOptions {
  /** A `cdk.out` that holds exactly one stack, or the one named by `stackName`. */
  readonly assemblyDir: string;
  readonly stackName?: string;
  /** Tables, secrets, API keys and logs live here and survive restarts; mode 0700. */
  readonly stateDir: string;
  /** Of the REST API; 0 picks a free one. */
  readonly port: number;
  /** Of the AWS endpoint. @default 0 */
  readonly awsPort?: number;
  /** @default 'us-east-1' */
  readonly region?: string;
  /** Runs once the state folder is ours and before the assembly is read: the time to synthesize into it. @default nothing */
  readonly prepare?: () => Promise<void>;
  /** Progress for people; never a secret. @default nobody is told */
  readonly onNotice?: (line: string) => void;
  /** For throttles, quotas, schedules and dates. Timeouts keep their own time. @default one that runs with the machine's */
  readonly clock?: Clock;
  /** Serves `/_local/clock` and `/_local/faults` on the AWS endpoint. @default false */
  readonly testControls?: boolean;
  /** Starts although the template guards something in a way that cannot be honoured. @default false */
  readonly allowUnhonoured?: boolean;
}

/** A run that serves. */
export interface LocalRun {
  /** `http://127.0.0.1:<port>`, with the stage mounted at the root. */
  readonly url: string;
  readonly awsEndpoint: string;
  readonly region: string;
  /** The stack's outputs by logical id. */
  readonly outputs: Readonly<Record<string, string>>;
  /** One sentence each, with the logical ids. */
  readonly unhonoured: readonly string[];
  /** What of the template is served and what is not, as lines for a terminal; with `verbose` it names every logical id. */
  bootTable(verbose?: boolean): readonly string[];
  /** Ends every process and listener and writes what is pending. May be called again. */
  close(): Promise<void>;
}
