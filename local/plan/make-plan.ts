import type { Place } from '../assembly/place.ts';
import type { Assembly } from '../assembly/read-assembly.ts';
import { Resolver } from '../assembly/resolver.ts';
import { HONOURED } from './honoured.ts';
import { type FunctionPlan, planFunctions } from './plan-functions.ts';
import { planRestApi } from './plan-rest-api.ts';
import { planSecrets, type SecretPlan } from './plan-secrets.ts';
import { planTables, type TablePlan } from './plan-tables.ts';
import type { RestApiPlan } from './rest-api-plan.ts';
import { strangers } from './strangers.ts';

/** There is no account; AWS's ids have twelve digits. */
const ACCOUNT_ID = '000000000000';

/** Everything that will run, and everything that will not. Made before anything listens. */
export interface Plan {
  readonly place: Place;
  readonly functions: readonly FunctionPlan[];
  readonly tables: readonly TablePlan[];
  readonly secrets: readonly SecretPlan[];
  readonly restApi: RestApiPlan;
  readonly outputs: Readonly<Record<string, string>>;
  readonly served: readonly { readonly type: string; readonly count: number }[];
  readonly unhonoured: readonly string[];
}

export function makePlan(assembly: Assembly, region: string): Plan {
  const place = { stackName: assembly.stackName, region, accountId: ACCOUNT_ID };
  const resolver = new Resolver(assembly.template, place);
  const notes: string[] = [];
  const restApi = planRestApi(resolver, (sentence) => notes.push(sentence));
  const functions = planFunctions(resolver, assembly.assets);
  return {
    place,
    functions,
    tables: planTables(resolver),
    secrets: planSecrets(resolver),
    restApi,
    outputs: outputsOf(resolver),
    served: servedBy(resolver),
    unhonoured: [...strangers(resolver), ...notes, ...foreignFunctions(restApi, functions)],
  };
}

function outputsOf(resolver: Resolver): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(resolver.template.Outputs ?? {})
      .filter(([, output]) => output.Condition === undefined || resolver.holds(output.Condition))
      .map(([name, output]) => [name, String(resolver.resolve(output.Value))]),
  );
}

function servedBy(resolver: Resolver): Plan['served'] {
  const counts = new Map<string, number>();
  for (const logicalId of resolver.standing()) {
    const type = resolver.template.Resources[logicalId]?.Type ?? '';
    if (typeof HONOURED[type] === 'object') counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return [...counts].map(([type, count]) => ({ type, count }));
}

function foreignFunctions(restApi: RestApiPlan, functions: readonly FunctionPlan[]): readonly string[] {
  const known = new Set(functions.map((f) => f.arn));
  return restApi.resources
    .flatMap((resource) => Object.values(resource.methods))
    .flatMap(({ logicalId, integration, authorization }) =>
      [integration, authorization].flatMap((target) =>
        typeof target === 'object' && !known.has(target.functionArn)
          ? [`${logicalId} calls ${target.functionArn}, which is no function of this stack; it answers 500.`]
          : [],
      ),
    );
}
