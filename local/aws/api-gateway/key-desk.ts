import type { UsagePlanPlan } from '../../plan/rest-api-plan.ts';
import { JsonStore } from '../../state/json-store.ts';
import { AwsError } from '../aws-error.ts';
import type { Input } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import type { ApiKey, ApiKeys } from './api-key.ts';

/** API keys and the usage plans they belong to. Plans come from the template, keys from calls; only keys are kept. */
export class KeyDesk {
  readonly plans: readonly UsagePlanPlan[];
  readonly region: string;
  readonly #store: JsonStore<ApiKeys>;
  readonly #now: () => number;
  #byValue = new Map<string, ApiKey>();

  constructor(file: string, plans: readonly UsagePlanPlan[], region: string, now: () => number) {
    this.plans = plans;
    this.region = region;
    this.#store = new JsonStore<ApiKeys>(file, { keys: {}, members: {} });
    this.#now = now;
    this.#index();
  }

  get state(): ApiKeys {
    return this.#store.value;
  }

  byValue(value: string): ApiKey | undefined {
    return this.#byValue.get(value);
  }

  /** The plan through which a key may call a stage. A key can be in one only. */
  planOf(keyId: string, apiId: string, stage: string): UsagePlanPlan | undefined {
    return this.plans.find(
      (plan) =>
        plan.stages.some((s) => s.apiId === apiId && s.stage === stage) &&
        this.state.members[plan.id]?.includes(keyId),
    );
  }

  async change<R>(edit: (draft: ApiKeys, now: number) => R): Promise<R> {
    const result = await this.#store.change((draft) => edit(draft, this.#now()));
    this.#index();
    return result;
  }

  settled(): Promise<void> {
    return this.#store.settled();
  }

  /** ARN for a policy check, https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html. */
  arn(path: string): string {
    return `arn:aws:apigateway:${this.region}::${path}`;
  }

  #index(): void {
    this.#byValue = new Map(Object.values(this.state.keys).map((key) => [key.value, key]));
  }
}

/** The key a path or body names. */
export function findKey(state: ApiKeys, input: Input, member: string): ApiKey {
  const key = state.keys[optionalString(input, member) ?? ''];
  if (key === undefined) throw new AwsError('NotFoundException', 'Invalid API Key identifier specified', 404);
  return key;
}

/** The usage plan a path names. */
export function findPlan(desk: KeyDesk, input: Input): UsagePlanPlan {
  const plan = desk.plans.find((p) => p.id === input['usageplanId']);
  if (plan === undefined) throw new AwsError('NotFoundException', 'Invalid Usage Plan ID specified', 404);
  return plan;
}
