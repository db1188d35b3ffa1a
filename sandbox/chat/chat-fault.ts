/** An error that a chat API reports to its caller. Never carries text of the request: a key could be in it. */
export class ChatFault extends Error {
  readonly status: number;
  readonly type: string;
  readonly code: string | null;
  readonly param: string | null;

  constructor(
    status: number,
    type: string,
    message: string,
    { code = null, param = null }: { readonly code?: string | null; readonly param?: string | null } = {},
  ) {
    super(message);
    this.name = 'ChatFault';
    this.status = status;
    this.type = type;
    this.code = code;
    this.param = param;
  }
}
