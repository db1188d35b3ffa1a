/** A REST API as the template describes it: what `rest-api/` serves. */
export interface RestApiPlan {
  readonly id: string;
  readonly stage: string;
  readonly accountId: string;
  readonly region: string;
  readonly stageVariables: Readonly<Record<string, string>> | null;
  readonly binaryMediaTypes: readonly string[];
  readonly apiKeySource: 'AUTHORIZER' | 'HEADER';
  readonly resources: readonly ResourcePlan[];
  readonly gatewayResponses: Readonly<Record<string, GatewayResponsePlan>>;
  readonly usagePlans: readonly UsagePlanPlan[];
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
  readonly apiKeyRequired: boolean;
  /** `unsupported` refuses every call: what cannot be checked is not let through. */
  readonly authorization: AuthorizerPlan | 'none' | 'unsupported';
  readonly integration: IntegrationPlan | 'unsupported';
  /** `method.request.header.x` and the like, which a validator demands. */
  readonly requiredParameters: readonly string[];
}

export interface AuthorizerPlan {
  readonly functionArn: string;
  /** `method.request.header.x`, `context.x`, `stageVariables.x`; every one must be present and not empty. */
  readonly identitySources: readonly string[];
}

export interface IntegrationPlan {
  readonly functionArn: string;
  readonly streaming: boolean;
  readonly timeoutMs: number;
}

export interface GatewayResponsePlan {
  readonly status?: number;
  /** Header name → quoted literal or `$context` expression. */
  readonly headers: Readonly<Record<string, string>>;
  /** Media type → template. */
  readonly templates: Readonly<Record<string, string>>;
}

export interface UsagePlanPlan {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly stages: readonly { readonly apiId: string; readonly stage: string }[];
  readonly throttle?: { readonly rateLimit: number; readonly burstLimit: number };
  readonly quota?: {
    readonly limit: number;
    readonly offset: number;
    readonly period: 'DAY' | 'WEEK' | 'MONTH';
  };
}
