import type { JsonObject } from '../assembly/template.ts';

/** AWS WAF as the template describes it. */
export interface FirewallPlan {
  /** The web ACL of the stage that is served. */
  readonly webAcl?: WebAclPlan;
  /** All of the stack's, for the control plane. */
  readonly webAcls: readonly WebAclPlan[];
  readonly ipSets: readonly IpSetPlan[];
  /** ARN → patterns. */
  readonly patternSets: ReadonlyMap<string, readonly string[]>;
}

interface Named {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
}

export interface IpSetPlan extends Named {
  readonly version: 'IPV4' | 'IPV6';
  /** CIDR blocks that the template starts with. */
  readonly addresses: readonly string[];
}

export interface WebAclPlan extends Named {
  readonly defaultAction: BlockAction | AllowAction;
  /** In order of evaluation; only those that can be honoured. */
  readonly rules: readonly RulePlan[];
  readonly bodyBytesMax: number;
  /** As in the template, for whoever asks for the web ACL. */
  readonly properties: JsonObject;
}

export interface RulePlan {
  readonly name: string;
  readonly statement: JsonObject;
  readonly action: RuleAction;
}

export interface AllowAction {
  readonly kind: 'allow';
}

export interface BlockAction {
  readonly kind: 'block';
  /** Instead of the API's gateway response. */
  readonly response?: BlockResponse;
}

export type RuleAction = AllowAction | BlockAction | { readonly kind: 'count' };

export interface BlockResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly contentType?: string;
  readonly body: string;
}
