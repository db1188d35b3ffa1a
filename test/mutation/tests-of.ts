import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const ROOMS = ['domain', 'http', 'flows', 'authorizer', 'proxy', 'token-mint'];
const SLOW = /crash-matrix|driver-matrix|grace-model|refusal-timing|seal-audit|tamper-matrix|any-mutation/;
const IMPORT = /(?:from|import)\s+'(\.[^']+\.ts)'/g;

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
  const tests = ROOMS.flatMap((room) => filesBelow(`test/lambda/${room}`, '.test.ts')).filter(
    (file) => !SLOW.test(file),
  );
  const importers = new Map<string, string[]>();
  for (const file of [...tests, ...filesBelow('lambda', '.ts'), ...filesBelow('test/support', '.ts')])
    for (const imported of importsOf(file))
      importers.set(imported, [...(importers.get(imported) ?? []), file]);
  const isTest = new Set(tests);
  // A room within a room has tests of its own, whatever part of it they begin at.
  const beside = (source: string) =>
    ROOMS.some((room) => dirname(source) === `lambda/${room}`)
      ? []
      : tests.filter((file) => dirname(file) === `test/${dirname(source)}`);
  return (source) => {
    let ring: readonly string[] = [source];
    const seen = new Set(ring);
    while (ring.length > 0) {
      ring = ring.flatMap((file) => importers.get(file) ?? []).filter((file) => !seen.has(file));
      const found = [...new Set(ring.filter((file) => isTest.has(file)))];
      if (found.length > 0) return [...new Set([...found, ...beside(source)])].sort();
      for (const file of ring) seen.add(file);
    }
    return [];
  };
}
