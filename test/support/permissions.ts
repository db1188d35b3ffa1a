import type { Template } from 'aws-cdk-lib/assertions';
import { resourcesOf } from './synthesized.ts';

/** `SallyportKeyRegistryKeysTableBDA142B0` → `KeyRegistryKeysTable`. */
export const short = (id: string): string => id.replace(/^Sallyport/, '').replace(/[0-9A-F]{8}$/, '');

/** Of a policy. */
export interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: Target | readonly Target[];
  readonly Condition?: unknown;
}

interface Named {
  readonly Ref?: string;
  readonly 'Fn::GetAtt'?: readonly [string, string];
  readonly 'Fn::Join'?: readonly [string, readonly (Named | string)[]];
}
type Target = string | Named;

/** `action on resource`, and through which service where the policy says so. */
function lines({ Action, Resource, Condition }: Statement): string[] {
  const via = /"kms:ViaService":\{"Fn::Join":\["",\["(\w+)\./.exec(JSON.stringify(Condition ?? {}))?.[1];
  const named = (target: Target): string => {
    if (typeof target === 'string') return target;
    const [, [table, index] = []] = target['Fn::Join'] ?? [];
    if (table !== undefined && /^\/(index|manifests|records|digests|countries)\//.test(String(index)))
      return `${named(table)}${String(index)}`;
    return short(target.Ref ?? target['Fn::GetAtt']?.[0] ?? JSON.stringify(target));
  };
  const targets: readonly Target[] = [Resource].flat();
  const limits = `${via === undefined ? '' : ` through ${via}`}${attributesIn(Condition)}${partitionsIn(Condition)}`;
  return [Action]
    .flat()
    .flatMap((action) => targets.map((target) => `${action} on ${named(target)}${limits}`));
}

/** The only attributes that may be named, where the policy insists that some are. */
function attributesIn(condition: unknown): string {
  const { 'ForAllValues:StringEquals': only, Null } = Object(condition) as Record<
    string,
    Record<string, unknown>
  >;
  const attributes = only?.['dynamodb:Attributes'];
  if (!Array.isArray(attributes) || Null?.['dynamodb:Attributes'] !== 'false') return '';
  return ` of ${[...attributes].sort().join(', ')}`;
}

/** The only partitions that may be named, where the policy insists that one is. */
function partitionsIn(condition: unknown): string {
  const { Null, ...operators } = Object(condition) as Record<string, Record<string, unknown>>;
  if (Null?.['dynamodb:LeadingKeys'] !== 'false') return '';
  const partitions = ['ForAllValues:StringEquals', 'ForAllValues:StringLike'].flatMap(
    (operator) => operators[operator]?.['dynamodb:LeadingKeys'] ?? [],
  );
  return ` within ${partitions.join(', ')}`;
}

/** Function → everything it may do, sorted. */
export function permissions(of: Template): Record<string, string[]> {
  const policies = resourcesOf(of, 'AWS::IAM::Policy').map(([, { Properties }]) => Properties);
  return Object.fromEntries(
    resourcesOf(of, 'AWS::Lambda::Function').map(([id, { Properties }]) => {
      const [role] = (Properties['Role'] as { 'Fn::GetAtt': string[] })['Fn::GetAtt'];
      const own = policies.filter(
        (policy) => JSON.stringify(policy['Roles']) === JSON.stringify([{ Ref: role }]),
      );
      const statements = own.flatMap(
        (policy) => (policy['PolicyDocument'] as { Statement: Statement[] }).Statement,
      );
      return [short(id), statements.flatMap(lines).sort()];
    }),
  );
}
