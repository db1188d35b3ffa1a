import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const ROOMS = [
  'domain',
  'http',
  'flows',
  'authorizer',
  'proxy',
  'token-mint',
  'leak-intake',
  'detect',
  'rotation',
].map((room) => `lambda/${room}`);
/** What only operators meet is judged by the tests of the CLI. */
const TESTED = [...ROOMS, 'cli'];
const SLOW = /crash-matrix|driver-matrix|grace-model|refusal-timing|seal-audit|tamper-matrix|any-mutation/;
/** An import of types alone runs nothing, so its tests would notice nothing. */
const IMPORT = /^(?:import|export) (?!type )(?:[^';]*? from )?'(\.[^']+\.ts)'/gm;

/** Paths from here. */
export const filesBelow = (folder: string, ending: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name))
    .sort();

const importsOf = (file: string): readonly string[] =>
  [...readFileSync(file, 'utf8').matchAll(IMPORT)].map(([, path]) =>
    relative('.', resolve(dirname(file), path ?? '')),
  );

/** For a source file the test files that are nearest to it: those that import it, else those that import an importer of it, and so on, and those of its room. */
export function testsOf(): (source: string) => readonly string[] {
  const tests = TESTED.flatMap((room) => filesBelow(`test/${room}`, '.test.ts')).filter(
    (file) => !SLOW.test(file),
  );
  const importers = new Map<string, string[]>();
  for (const file of [
    ...tests,
    ...filesBelow('lambda', '.ts'),
    ...filesBelow('cli', '.ts'),
    ...filesBelow('test/support', '.ts'),
  ])
    for (const imported of importsOf(file))
      importers.set(imported, [...(importers.get(imported) ?? []), file]);
  const isTest = new Set(tests);
  // A room within a room has tests of its own, whatever part of it they begin at.
  const beside = (source: string) =>
    ROOMS.includes(dirname(source))
      ? []
      : tests.filter((file) => dirname(file) === `test/${dirname(source)}`);
  return (source) => {
    let ring: readonly string[] = [source];
    const seen = new Set(ring);
    while (ring.length > 0) {
      ring = ring.flatMap((file) => importers.get(file) ?? []).filter((file) => !seen.has(file));
      const found = [...new Set(ring.filter((file) => isTest.has(file)))];
      const near = found.filter((file) => file.startsWith('test/lambda/'));
      if (found.length > 0)
        return [...new Set([...(near.length > 0 ? near : found), ...beside(source)])].sort();
      for (const file of ring) seen.add(file);
    }
    return [];
  };
}
