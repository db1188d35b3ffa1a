/** As EventBridge names failures, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html. */
export type DeliveryCode =
  | 'NO_PERMISSIONS'
  | 'NO_RESOURCE'
  | 'INVALID_PARAMETER'
  | 'THROTTLING'
  | 'ERROR_FROM_TARGET'
  | 'INTERNAL_ERROR';

/** A target did not take what was sent to it. Never holds what was sent. */
export class DeliveryFault extends Error {
  override readonly name = 'DeliveryFault';
  readonly code: DeliveryCode;

  constructor(code: DeliveryCode, message: string) {
    super(message);
    this.code = code;
  }

  /** What would fail again is not tried again. */
  get retriable(): boolean {
    return ['THROTTLING', 'ERROR_FROM_TARGET', 'INTERNAL_ERROR'].includes(this.code);
  }
}

export const noResource = (arn: string): DeliveryFault =>
  new DeliveryFault('NO_RESOURCE', `${arn} is no target of this run`);

/** What was thrown, as a fault; an unknown error is one that may pass. */
export const faultOf = (error: unknown): DeliveryFault =>
  error instanceof DeliveryFault
    ? error
    : new DeliveryFault('INTERNAL_ERROR', 'The target failed for a reason of its own');
