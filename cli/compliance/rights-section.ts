import { readFile, stat } from 'node:fs/promises';
import type { Section } from './section.ts';

interface Resource {
  readonly Type: string;
  readonly Properties?: {
    readonly Roles?: readonly { readonly Ref?: string }[];
    readonly PolicyDocument?: { readonly Statement: readonly Statement[] };
  };
}

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** What each role may do, from the synthesized template. */
export async function rightsSection(path: string): Promise<Section> {
  const head = { id: 'rights', title: 'Least privilege' };
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) {
    const notes = [
      `Not available: there is no template at ${path}; run "npm run synth" and write the report again.`,
    ];
    return { ...head, open: [], facts: [], notes };
  }
  const { Resources } = JSON.parse(text) as { readonly Resources: Readonly<Record<string, Resource>> };
  const rows = Object.values(Resources)
    .filter(({ Type }) => Type === 'AWS::IAM::Policy')
    .flatMap(({ Properties }) =>
      (Properties?.PolicyDocument?.Statement ?? []).flatMap((statement) =>
        rowsOf(Properties?.Roles?.map(({ Ref }) => Ref ?? '').join(', ') ?? '', statement),
      ),
    )
    .sort((a, b) => (a.join() < b.join() ? -1 : 1));
  const wide = rows.filter(([, action, on]) => action === '*' || on === '*');
  const made = (await stat(path)).mtime.toISOString();
  return {
    ...head,
    open: wide.map(([role, action]) => `${role} may ${action} on everything`),
    facts: [
      ['Roles', String(new Set(rows.map(([role]) => role)).size)],
      ['Rights', String(rows.length)],
      ['Rights on everything', String(wide.length)],
    ],
    table: { head: ['Role', 'Action', 'On', 'Under a condition'], rows },
    notes: [
      `From the template ${path}, synthesized at ${made}. IAM itself was not asked: "npx cdk diff" says whether that is what is deployed.`,
    ],
  };
}

const rowsOf = (role: string, { Action, Resource, Condition }: Statement): readonly (readonly string[])[] =>
  [Action]
    .flat()
    .flatMap((action) =>
      [Resource].flat().map((on) => [role, action, nameOf(on), Condition === undefined ? 'no' : 'yes']),
    );

/** `Fn::GetAtt: [X, Arn]` → `X`; a joined ARN → its parts. */
function nameOf(resource: unknown): string {
  if (typeof resource === 'string') return resource;
  const { Ref, ...rest } = Object(resource) as { readonly Ref?: string };
  if (Ref !== undefined) return Ref;
  const [found] = Object.values(rest) as readonly unknown[];
  if (!Array.isArray(found)) return '?';
  const [first, parts] = found as readonly unknown[];
  return Array.isArray(parts) ? parts.map(nameOf).join('') : nameOf(first);
}
