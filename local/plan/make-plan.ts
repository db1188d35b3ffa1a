import type { Place } from '../assembly/place.ts';
import type { Assembly } from '../assembly/read-assembly.ts';
import { Resolver } from '../assembly/resolver.ts';
import type { AccessPlan } from './access-plan.ts';
import { functionsOfMethod } from './awaited-functions.ts';
import { checkRoles } from './check-roles.ts';
import type { Finding, Note } from './finding.ts';
import type { FirewallPlan } from './firewall-plan.ts';
import { type InventoryRow, inventoryOf } from './inventory.ts';
import { planAccess } from './plan-access.ts';
import { type BucketPlan, planBuckets } from './plan-buckets.ts';
import { planFirewall } from './plan-firewall.ts';
import { type FunctionPlan, planFunctions } from './plan-functions.ts';
import { type KeyPlan, planKeys } from './plan-keys.ts';
import { planLogWrites } from './plan-log-writes.ts';
import { type MessagingPlan, planMessaging } from './plan-messaging.ts';
import { type MonitoringPlan, planMonitoring } from './plan-monitoring.ts';
import { planRestApi } from './plan-rest-api.ts';
import { planRotationSchedules, type RotationSchedulePlan } from './plan-rotation-schedules.ts';
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
  readonly keys: readonly KeyPlan[];
  readonly buckets: readonly BucketPlan[];
  readonly rotations: readonly RotationSchedulePlan[];
  readonly restApi: RestApiPlan;
  readonly firewall: FirewallPlan;
  readonly messaging: MessagingPlan;
  readonly monitoring: MonitoringPlan;
  readonly outputs: Readonly<Record<string, string>>;
  readonly access: AccessPlan;
  readonly inventory: readonly InventoryRow[];
  readonly findings: readonly Finding[];
  /** The findings' sentences. */
  readonly unhonoured: readonly string[];
}

export function makePlan(assembly: Assembly, region: string): Plan {
  const place = { stackName: assembly.stackName, region, accountId: ACCOUNT_ID };
  const resolver = new Resolver(assembly.template, place);
  const notes: Finding[] = [];
  const note: Note = (sentence, kind) => void notes.push({ sentence, security: kind === 'security' });
  const restApi = planRestApi(resolver, note);
  const firewall = planFirewall(resolver, restApi, note);
  const access = planAccess(resolver);
  for (const sentence of access.unclear) note(sentence, 'security');
  const functions = planLogWrites(planFunctions(resolver, assembly.assets), access, resolver);
  checkRoles(functions, access, note);
  for (const sentence of foreignFunctions(restApi, functions)) note(sentence);
  const messaging = planMessaging(resolver, note);
  const monitoring = planMonitoring(resolver, functions, note);
  const keys = planKeys(resolver, note);
  const findings = [...strangers(resolver), ...notes];
  return {
    place,
    functions,
    tables: planTables(resolver),
    secrets: planSecrets(resolver),
    keys,
    buckets: planBuckets(resolver),
    rotations: planRotationSchedules(resolver),
    restApi,
    firewall,
    messaging,
    monitoring,
    outputs: outputsOf(resolver),
    access,
    inventory: inventoryOf(resolver),
    findings,
    unhonoured: findings.map(({ sentence }) => sentence),
  };
}

function outputsOf(resolver: Resolver): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(resolver.template.Outputs ?? {})
      .filter(([, output]) => output.Condition === undefined || resolver.holds(output.Condition))
      .map(([name, output]) => [name, String(resolver.resolve(output.Value))]),
  );
}

function foreignFunctions(restApi: RestApiPlan, functions: readonly FunctionPlan[]): readonly string[] {
  const known = new Set(functions.map((f) => f.arn));
  return restApi.resources
    .flatMap((resource) => Object.values(resource.methods))
    .flatMap((method) =>
      functionsOfMethod(method)
        .filter((arn) => !known.has(arn))
        .map(
          (arn) => `${method.logicalId} calls ${arn}, which is no function of this stack; it answers 500.`,
        ),
    );
}
