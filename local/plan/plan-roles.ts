import type { Resolver } from '../assembly/resolver.ts';
import { readStatements } from '../policy/read-statements.ts';
import type { Statement } from '../policy/statement.ts';
import type { RolePlan } from './access-plan.ts';
import { AWS_MANAGED_POLICIES } from './aws-managed-policies.ts';
import { objects, optionalText, texts } from './read-property.ts';
import { type PlannedResource, resourcesOf } from './resources-of.ts';

/** Roles by ARN, with what `Policy`, `RolePolicy` and `ManagedPolicy` resources attach to them. */
export function planRoles(
  resolver: Resolver,
  note: (sentence: string) => void,
): ReadonlyMap<string, RolePlan> {
  const managed = managedPolicies(resolver);
  const attached = attachedPolicies(resolver);
  const policyOf = (arn: string, logicalId: string): readonly Statement[] => {
    const known = managed.get(arn)?.statements ?? awsManaged(arn);
    if (known === undefined) note(`The policy ${arn} is not known here: it allows nothing (${logicalId})`);
    return known ?? [];
  };
  return new Map(
    resourcesOf(resolver, 'AWS::IAM::Role').map(({ logicalId, properties }) => {
      const { ref: name, attributes } = resolver.identity(logicalId);
      const arn = attributes['Arn'] ?? '';
      const boundary = optionalText(properties, 'PermissionsBoundary');
      const role: RolePlan = {
        logicalId,
        arn,
        trust: readStatements(properties['AssumeRolePolicyDocument'], logicalId),
        statements: [
          ...objects(properties, 'Policies').flatMap((p) => readStatements(p['PolicyDocument'], logicalId)),
          ...texts(properties, 'ManagedPolicyArns').flatMap((policy) => policyOf(policy, logicalId)),
          ...[...managed.values()].filter((p) => p.roles.includes(name)).flatMap((p) => p.statements),
          ...attached.filter((p) => p.roles.includes(name)).flatMap((p) => p.statements),
        ],
        ...(boundary === undefined ? {} : { boundary: policyOf(boundary, logicalId) }),
      };
      return [arn, role];
    }),
  );
}

interface Attachable {
  readonly roles: readonly string[];
  readonly statements: readonly Statement[];
}

const attachable = ({ logicalId, properties }: PlannedResource): Attachable => ({
  roles: [...texts(properties, 'Roles'), optionalText(properties, 'RoleName') ?? ''],
  statements: readStatements(properties['PolicyDocument'], logicalId),
});

const attachedPolicies = (resolver: Resolver): readonly Attachable[] =>
  ['AWS::IAM::Policy', 'AWS::IAM::RolePolicy'].flatMap((type) =>
    // A RolePolicy may come without a document, to be given one later.
    resourcesOf(resolver, type)
      .filter(({ properties }) => properties['PolicyDocument'] !== undefined)
      .map(attachable),
  );

const managedPolicies = (resolver: Resolver): ReadonlyMap<string, Attachable> =>
  new Map(
    resourcesOf(resolver, 'AWS::IAM::ManagedPolicy').map((resource) => [
      resolver.identity(resource.logicalId).ref,
      attachable(resource),
    ]),
  );

function awsManaged(arn: string): readonly Statement[] | undefined {
  const name = /^arn:aws:iam::aws:policy\/(?:service-role\/)?(.+)$/.exec(arn)?.[1] ?? '';
  const actions = AWS_MANAGED_POLICIES[name];
  if (actions === undefined) return undefined;
  return readStatements({ Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] }, arn);
}
