import type { OperatorConnection } from '../lambda/adapters/operator-connection.ts';
import type { Outputs } from './outputs.ts';

/** A gateway that an operator works on: a deployed stage or the run on this machine. */
export interface Connection extends OperatorConnection {
  readonly outputs: Outputs;
  /** Who works: an ARN, or `local:` and the name of the user on this machine. */
  readonly operator: string;
}

/** Which gateway is meant, as it was typed. */
export interface Target {
  readonly stage?: string;
  readonly local?: boolean;
  readonly state?: string;
  readonly region?: string;
}
