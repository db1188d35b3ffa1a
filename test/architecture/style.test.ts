import { expect, test } from '@jest/globals';
import ts from 'typescript';
import { houseFiles, nodesOf, type SourceFile } from '../support/source-files.ts';

const house = houseFiles();
const paths = (files: readonly SourceFile[]): string[] => files.map(({ path }) => path).sort();

/** Calls `something.name(…)` in a file. */
const callsOf = (file: SourceFile, name: string): number =>
  nodesOf(file).filter(
    (node) =>
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      node.expression.name.text === name,
  ).length;

test('these are the only places where a secret leaves its box', () => {
  const callers = house
    .filter(({ path }) => !path.startsWith('bench/'))
    .map((file) => [file.path, callsOf(file, 'reveal')] as const);
  expect(Object.fromEntries(callers.filter(([, calls]) => calls > 0))).toEqual({
    'bin/start/banner.ts': 1, // the demo key, shown to whoever started the run
    'bin/start/demo-key.ts': 1, // kept in the state folder, mode 0600
    'bin/start/ready-file.ts': 1, // the demo key, for whoever asked for the file
    'cli/commands/honeytokens-plant.ts': 1, // a decoy is shown once
    'cli/commands/keys-apply.ts': 1, // keys that this very run made are shown once
    'cli/commands/keys-create-pair.ts': 2, // a new key and its decoy are shown once
    'cli/commands/keys-create.ts': 1, // a new key is shown once
    'cli/commands/keys-reroll.ts': 1, // the same
    'cli/drills/drill-ground.ts': 1, // carried to the gateway's own door
    'cli/stop-leak.ts': 1, // the key in the place of one that leaked is shown once
    'cli/commands/tokens-narrow.ts': 1, // a token that its holder narrows on his own machine
    'lambda/adapters/jwe-sealer.ts': 1, // encrypted for whoever was named
    'lambda/adapters/google/google-token-keys.ts': 1, // judged
    'lambda/adapters/outgoing-request.ts': 4, // once per way of injecting
    'lambda/adapters/providers/admin-credential.ts': 1, // the secret of an OAuth client, to its token endpoint
    'lambda/adapters/providers/provider-call.ts': 1, // into one header of a call to a management API
    'lambda/adapters/providers/two-keys.ts': 1, // fingerprinted, to tell the slot in use
    'lambda/adapters/providers/webhook-signature.ts': 1, // signs
    'lambda/adapters/sdk-upstream-secrets.ts': 1, // into Secrets Manager
    'lambda/adapters/sdk-version-desk.ts': 4, // the same; one is compared with another one
    'lambda/adapters/secrets-manager-rotation.ts': 1, // judged, and into Secrets Manager
    'lambda/domain/needles.ts': 1, // what the scrubber looks for
    'lambda/flows/create-key.ts': 1, // hashed
    'lambda/flows/reroll-key.ts': 1, // hashed
    'lambda/flows/rotation/perform-actions.ts': 1, // the provider's method of that name: asks for a key, and opens no box
    'lambda/flows/put-pending-key.ts': 1, // judged
    'lambda/flows/set-admin-key.ts': 1, // judged
    'lambda/flows/set-upstream-key.ts': 1, // judged
    'lambda/token-mint/handler.ts': 1, // a new token, in the one answer that holds it
  });
});

test('the environment is read where a program starts, and nowhere else', () => {
  const readers = house.filter((file) =>
    nodesOf(file).some((node) => ts.isPropertyAccessExpression(node) && node.getText() === 'process.env'),
  );
  const allowed =
    /^(lambda\/[a-z-]+\/index\.ts|bin\/.*|bench\/.*|local\/lambda\/(function-environment\.ts|runtime-shim\.cjs))$/;
  expect(paths(readers).filter((path) => !allowed.test(path))).toEqual([]);
});

test('nothing is exported by default except configs', () => {
  const exporting = house.filter((file) =>
    nodesOf(file).some(
      (node) =>
        ts.isExportAssignment(node) ||
        (node.kind === ts.SyntaxKind.DefaultKeyword && ts.isFunctionDeclaration(node.parent)),
    ),
  );
  expect(
    paths(exporting).filter((path) => !/(^|\.)config\.(ts|mjs)$/.test(path.split('/').at(-1) ?? '')),
  ).toEqual([]);
});

test('nobody prints through the console', () => {
  const printing = house.filter((file) =>
    nodesOf(file).some(
      (node) => ts.isPropertyAccessExpression(node) && node.expression.getText() === 'console',
    ),
  );
  expect(paths(printing)).toEqual([]);
});

test('nothing has a type of any, a non-null assertion or an enum', () => {
  const loose = [ts.SyntaxKind.AnyKeyword, ts.SyntaxKind.NonNullExpression, ts.SyntaxKind.EnumDeclaration];
  expect(paths(house.filter((file) => nodesOf(file).some(({ kind }) => loose.includes(kind))))).toEqual([]);
});

test('no file is a drawer for everything, and names are in kebab-case', () => {
  for (const { path } of house) {
    expect(path).not.toMatch(/(^|\/)(utils?|helpers?|common|managers?|misc)(\.|\/)/);
    expect(path).toMatch(/^([a-z0-9-]+\/)*[a-z0-9.-]+$/);
  }
});

/** Longer than 150 lines, and why. */
const LONG = [
  'local/lambda/function-process.ts', // one process from start to end; its states belong together
  'local/lambda/function-pool.ts', // who has which process; the same
];

test('files are small: half of them within 70 lines, and these alone above 150', () => {
  const lines = house
    .map(({ path, text }) => [text.split('\n').length - 1, path] as const)
    .sort(([a], [b]) => a - b);
  expect(lines[Math.floor(lines.length / 2)]?.[0]).toBeLessThanOrEqual(70);
  expect(lines.filter(([count, path]) => count > 150 && !LONG.includes(path))).toEqual([]);
});
