/** The older of Google's two error formats, `error.errors[]`, which YouTube still sends. */
export interface LegacyError {
  readonly domain: string;
  readonly reason: string;
  readonly location?: string;
  readonly locationType?: string;
}

export interface FaultShape {
  readonly code: number;
  readonly message: string;
  /** A `google.rpc.Code` name; YouTube's own parameter errors have none. */
  readonly status?: string;
  readonly details?: readonly object[];
  readonly legacy?: LegacyError;
}

/** An error that the API reports to its caller. Never carries text of the request: a key could be in it. */
export class ApiFault extends Error {
  readonly shape: FaultShape;

  constructor(shape: FaultShape) {
    super(shape.message);
    this.name = 'ApiFault';
    this.shape = shape;
  }
}

/** 400 `INVALID_ARGUMENT`, the commonest of Google's refusals. */
export const invalidArgument = (message: string, details?: readonly object[]): ApiFault =>
  new ApiFault({ code: 400, message, status: 'INVALID_ARGUMENT', ...(details && { details }) });
