import type { Caller } from './caller.ts';
import type { WireRequest, WireResponse } from './wire/wire-request.ts';

/** Members of an operation's input, from JSON body, path and query alike. */
export type Input = Readonly<Record<string, unknown>>;

/** One operation of one service: one file each. */
export interface Operation {
  /** As in a policy: `secretsmanager:GetSecretValue`. */
  readonly action: string;
  /** ARNs of what the call is about; `*` where the service knows no resource for it. */
  resources(input: Input): readonly string[];
  /** Actions that this input needs besides `action`, on the same resources. @default none */
  also?(input: Input): readonly string[];
  /** Values of the service's own condition keys, by key in lower case. @default it has none */
  context?(input: Input): Readonly<Record<string, readonly string[]>>;
  /** Answers with the output's members, or throws an `AwsError`. */
  run(input: Input, caller: Caller): unknown;
}

/** A service whose operations are named by `X-Amz-Target`. */
export interface JsonService {
  readonly protocol: 'json';
  /** By operation name. */
  readonly operations: Readonly<Record<string, Operation>>;
}

export interface RestRoute {
  /** As in AWS's API reference: `CreateApiKey`. */
  readonly name: string;
  readonly method: string;
  /** `/usageplans/{usageplanId}/keys` */
  readonly path: string;
  readonly status: number;
  readonly operation: Operation;
  /** For a body that is not a document, and members that are headers. @default a JSON body */
  readonly read?: (request: WireRequest) => Input;
  /** The same for the answer. @default a JSON body under `status` */
  readonly write?: (output: unknown) => WireResponse;
}

/** A service whose operations are named by method and path. */
export interface RestJsonService {
  readonly protocol: 'rest-json';
  readonly routes: readonly RestRoute[];
}

/** A service whose operations are named by the form field `Action`, and that answers in XML. */
export interface QueryService {
  readonly protocol: 'query';
  readonly namespace: string;
  readonly operations: Readonly<Record<string, Operation>>;
}

/** One operation of S3: the first whose queries fit is meant. */
export interface XmlRoute {
  /** As in AWS's API reference: `PutObject`. */
  readonly name: string;
  readonly method: string;
  /** What the path names. */
  readonly on: 'bucket' | 'object';
  /** Names of queries that must be there. @default none */
  readonly needs?: readonly string[];
  /** Names of queries that may be there; with any other the request means something else. @default none */
  readonly may?: readonly string[];
  readonly operation: Operation;
}

/** S3, which answers in XML, or with the object. Operations answer with an `XmlAnswer`. */
export interface RestXmlService {
  readonly protocol: 'rest-xml';
  readonly namespace: string;
  readonly routes: readonly XmlRoute[];
}

export interface XmlAnswer {
  /** @default 200, or 204 without anything else */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** Root element → its content. Lists are repeated elements. */
  readonly document?: Readonly<Record<string, object>>;
}

export type Service = JsonService | RestJsonService | QueryService | RestXmlService;
