import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

/** Rooms of the house that hold code of ours. */
export const ROOMS = [
  'bin',
  'lib',
  'contract',
  'lambda',
  'cli',
  'local',
  'sandbox',
  'bench',
  'examples',
  'test',
] as const;

export interface SourceFile {
  /** From the project's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

const CODE = /\.(ts|js|mjs|cjs)$/;

const readOne = (path: string): SourceFile => ({ path, text: readFileSync(path, 'utf8') });

/** Every file of code below a folder. Jest runs in the project's root. */
export const sourceFiles = (folder: string): SourceFile[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => CODE.test(path))
    .map((path) => readOne(join(folder, path)));

/** Every file of code of the house, its tests apart; configs at the root too. */
export const houseFiles = (): SourceFile[] => [
  ...ROOMS.filter((room) => room !== 'test').flatMap(sourceFiles),
  ...readdirSync('.')
    .filter((path) => CODE.test(path))
    .map(readOne),
];

/** What a file imports, types and dynamic imports included: paths from the project's root for ours, names for packages. */
export function importsOf({ path, text }: SourceFile): {
  readonly ours: string[];
  readonly packages: string[];
} {
  const names = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  const [ours, packages] = [
    names.filter((name) => name.startsWith('.')),
    names.filter((name) => !name.startsWith('.')),
  ];
  return { ours: ours.map((name) => normalize(join(dirname(path), name))), packages };
}

/** Every node of a file's syntax tree, in order. */
export function nodesOf({ path, text }: SourceFile): ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true));
  return nodes;
}
