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

export type Service = JsonService | RestJsonService | QueryService;
