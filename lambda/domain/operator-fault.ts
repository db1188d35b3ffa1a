export type OperatorFaultCode =
  | 'aws.refused'
  | 'aws.unreachable'
  | 'connection.missing'
  | 'key.unknown'
  | 'key.unwritten'
  | 'key.changed'
  | 'key.unfit'
  | 'honeytoken.unknown'
  | 'honeytoken.changed'
  | 'drill.stopped'
  | 'upstream.unknown'
  | 'upstream.keyless'
  | 'upstream.pending'
  | 'upstream.unfit'
  | 'upstream.unrotated'
  | 'upstream.unsettled'
  | 'upstream.crowded'
  | 'input.refused';

/** Why an operator's command failed, in words fit for a terminal: never a secret, never the text of a foreign exception. */
export class OperatorFault extends Error {
  readonly code: OperatorFaultCode;
  /** What the operator can do about it. */
  readonly fix: string;

  constructor(code: OperatorFaultCode, message: string, fix: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'OperatorFault';
    this.code = code;
    this.fix = fix;
  }
}
