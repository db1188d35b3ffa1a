import type { JsonObject } from '../assembly/template.ts';
import type { BucketSize } from '../usage/token-bucket.ts';

/** A REST API as the template describes it: what `rest-api/` serves. */
export interface RestApiPlan {
  readonly id: string;
  readonly stage: string;
  readonly deploymentId: string;
  readonly accountId: string;
  readonly region: string;
  readonly stageVariables: Readonly<Record<string, string>> | null;
  readonly binaryMediaTypes: readonly string[];
  readonly apiKeySource: 'AUTHORIZER' | 'HEADER';
  readonly resources: readonly ResourcePlan[];
  readonly gatewayResponses: Readonly<Record<string, GatewayResponsePlan>>;
  readonly usagePlans: readonly UsagePlanPlan[];
  /** The stage's own throttles, for all callers together. */
  readonly methodThrottles: readonly MethodThrottlePlan[];
  /** JSON schemas of bodies, by name. */
  readonly models: Readonly<Record<string, JsonObject>>;
  /** How long a streamed answer may pause. */
  readonly streamIdleMs: number;
  /** `$context` template of one access-log line. */
  readonly accessLogFormat?: string;
}

export interface ResourcePlan {
  readonly id: string;
  /** `/gemini/{proxy+}` */
  readonly path: string;
  /** By HTTP method in capitals, or `ANY`. */
  readonly methods: Readonly<Record<string, MethodPlan>>;
}

export interface MethodPlan {
  readonly logicalId: string;
  /** As declared: `GET`, or `ANY`. */
  readonly httpMethod: string;
  readonly apiKeyRequired: boolean;
  /** `unsupported` refuses every call: what cannot be checked is not let through. */
  readonly authorization: AuthorizerPlan | 'none' | 'unsupported';
  readonly integration: LambdaPlan | MockPlan | 'unsupported';
  /** `method.request.header.x` and the like, which a validator demands. */
  readonly requiredParameters: readonly string[];
  /** Media type, or `$default`, → name of the model that a validator holds the body to. */
  readonly bodyModels: Readonly<Record<string, string>>;
}

export interface AuthorizerPlan {
  readonly id: string;
  readonly kind: 'REQUEST' | 'TOKEN';
  readonly functionArn: string;
  /** The role under which it is asked. @default API Gateway asks in its own name */
  readonly credentialsArn?: string;
  /** `method.request.header.x`, `context.x`, `stageVariables.x`; every one must be present and not empty. */
  readonly identitySources: readonly string[];
  /** What a token must look like to be worth asking for. */
  readonly tokenPattern?: RegExp;
  /** How long an answer is used again for the same identity; 0 is never. */
  readonly ttlMs: number;
}

export interface LambdaPlan {
  readonly kind: 'lambda';
  readonly functionArn: string;
  /** The role under which it is invoked. @default API Gateway invokes in its own name */
  readonly credentialsArn?: string;
  readonly streaming: boolean;
  readonly timeoutMs: number;
}

/** An integration without a backend: the request's template names a status, and the status an answer. */
export interface MockPlan {
  readonly kind: 'mock';
  /** Media type → status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Whether a media type without a template is refused. */
  readonly strict: boolean;
  readonly responses: readonly MockResponsePlan[];
}

export interface MockResponsePlan {
  readonly status: number;
  /** Of statuses; absent on the default response. */
  readonly selects?: RegExp;
  /** Header name → quoted literal or mapping expression. */
  readonly headers: Readonly<Record<string, string>>;
  /** Media type → template. */
  readonly templates: Readonly<Record<string, string>>;
}

/** `*` stands for every path, or every method. */
export interface MethodThrottlePlan {
  readonly resourcePath: string;
  readonly httpMethod: string;
  readonly size: BucketSize;
}

export interface GatewayResponsePlan {
  readonly status?: number;
  /** Header name → quoted literal or mapping expression. */
  readonly headers: Readonly<Record<string, string>>;
  /** Media type → template. */
  readonly templates: Readonly<Record<string, string>>;
}

export interface UsagePlanPlan {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly stages: readonly PlanStage[];
  readonly throttle?: BucketSize;
  readonly quota?: {
    readonly limit: number;
    readonly offset: number;
    readonly period: 'DAY' | 'WEEK' | 'MONTH';
  };
}

/** A stage that a usage plan opens. */
export interface PlanStage {
  readonly apiId: string;
  readonly stage: string;
  /** `/pets/GET` → throttle of each key there. */
  readonly throttle?: Readonly<Record<string, BucketSize>>;
}
