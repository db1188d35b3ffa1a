/** One request to a management API, read whole. */
export interface JsonCall {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

export interface JsonAnswer {
  readonly status: number;
  readonly json: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a management API does with a request. */
export type JsonApi = (call: JsonCall) => JsonAnswer;

/** The token of `Authorization: Bearer …`; empty where there is none. */
export const bearerOf = ({ headers }: JsonCall): string =>
  /^Bearer (\S+)$/.exec(String(headers['authorization'] ?? ''))?.[1] ?? '';

/** A body that is a JSON object; an empty one otherwise. */
export function objectOf({ body }: JsonCall): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(body)) as Record<string, unknown>;
  } catch {
    return {};
  }
}
