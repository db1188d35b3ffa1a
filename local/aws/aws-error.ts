/** An error as an AWS service answers it; each protocol writes it in its own way. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly type: string;
  readonly status: number;
  /** Further members of a JSON error; of S3's, further headers. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(type: string, message: string, status = 400, members: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.type = type;
    this.status = status;
    this.members = members;
  }
}

export const unknownOperation = (operation: string): AwsError =>
  new AwsError('UnknownOperationException', `${operation} is not served by the local run`, 404);
