interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}
export interface MutableTemplate {
  readonly Resources: Readonly<Record<string, Resource>>;
}
interface Statement {
  readonly Effect: string;
  readonly Action?: string | readonly string[];
  readonly Sid?: string;
}
type Path = readonly (string | number)[];

/** The template with one right less. */
export interface Mutation {
  /** Policy, statement and action, as text. */
  readonly name: string;
  readonly template: MutableTemplate;
}

const DOCUMENT_TYPES = ['AWS::IAM::Policy', 'AWS::IAM::RolePolicy', 'AWS::IAM::ManagedPolicy'];

/** Every way to take one allowing statement, one permission to invoke a function or, asked for, one action of a statement away. */
export function mutationsOf(template: MutableTemplate, withActions: boolean): readonly Mutation[] {
  return Object.entries(template.Resources).flatMap(([logicalId, resource]) => {
    const at: Path = ['Resources', logicalId];
    if (resource.Type === 'AWS::Lambda::Permission')
      return [{ name: `${logicalId} (permission)`, template: without(template, at) }];
    return documentsOf(resource).flatMap((path) =>
      statementMutations(template, logicalId, [...at, ...path], withActions),
    );
  });
}

function documentsOf({ Type, Properties = {} }: Resource): readonly Path[] {
  if (DOCUMENT_TYPES.includes(Type)) return [['Properties', 'PolicyDocument']];
  const inline = Properties['Policies'];
  return Type === 'AWS::IAM::Role' && Array.isArray(inline)
    ? inline.map((_, i) => ['Properties', 'Policies', i, 'PolicyDocument'])
    : [];
}

function statementMutations(
  template: MutableTemplate,
  logicalId: string,
  document: Path,
  withActions: boolean,
): readonly Mutation[] {
  const found = [valueAt(template, [...document, 'Statement'])].flat() as readonly Statement[];
  return found.flatMap((statement, i) => {
    if (statement.Effect !== 'Allow') return [];
    const actions = [statement.Action ?? []].flat();
    const name = `${logicalId}[${i}] ${statement.Sid ?? actions.join(' ')}`;
    const rest = found.filter((other) => other !== statement);
    const whole = { name, template: replaced(template, [...document, 'Statement'], rest) };
    if (!withActions || actions.length < 2) return [whole];
    const single = actions.map((action) => {
      const less = { ...statement, Action: actions.filter((other) => other !== action) };
      const statements = found.map((other) => (other === statement ? less : other));
      return {
        name: `${logicalId}[${i}] without ${action}`,
        template: replaced(template, [...document, 'Statement'], statements),
      };
    });
    return [whole, ...single];
  });
}

type Node = Record<string | number, unknown>;
const valueAt = (from: unknown, path: Path): unknown =>
  path.reduce((node: unknown, key) => (node as Node)[key], from);

function replaced(template: MutableTemplate, path: Path, value: unknown): MutableTemplate {
  const copy = structuredClone(template);
  const last = path.at(-1) ?? '';
  (valueAt(copy, path.slice(0, -1)) as Node)[last] = value;
  return copy;
}

function without(template: MutableTemplate, path: Path): MutableTemplate {
  const copy = structuredClone(template);
  delete (valueAt(copy, path.slice(0, -1)) as Node)[path.at(-1) ?? ''];
  return copy;
}
