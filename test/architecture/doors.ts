/** Which rooms and packages the files of a room may import. A pattern ends in `*` or names a thing exactly. */
export interface Door {
  /** Paths of ours: a file, or a folder with everything in it. A room may always import itself. */
  readonly ours: readonly string[];
  readonly packages: readonly string[];
}

const HANDLERS = ['contract', 'lambda/domain', 'lambda/flows', 'lambda/http', 'lambda/adapters'];

/** Room → its doors. The longest room that a path lies in applies. To open a door, add it here and say why. */
export const DOORS: Readonly<Record<string, Door>> = {
  contract: { ours: [], packages: [] },
  'lambda/domain': {
    ours: ['contract'],
    // zlib: the client key's checksum is a CRC-32
    packages: ['node:crypto', 'node:util', 'node:net', 'node:zlib'],
  },
  'lambda/flows': { ours: ['contract', 'lambda/domain'], packages: [] },
  'lambda/http': { ours: ['contract', 'lambda/domain'], packages: ['@middy/*', 'aws-lambda'] },
  'lambda/adapters': {
    ours: [
      'contract',
      'lambda/domain',
      'lambda/flows/ports.ts',
      'lambda/flows/operator-ports.ts',
      'lambda/flows/upstream-ports.ts',
      'lambda/flows/token-ports.ts',
      'lambda/flows/rotation-ports.ts',
      'lambda/flows/honeytoken-ports.ts',
      'lambda/flows/response/response-ports.ts',
      'lambda/flows/detection/detection-ports.ts',
      'lambda/flows/response/reconcile-wall.ts',
      'lambda/flows/decoy-ports.ts',
      'lambda/flows/chain-ports.ts',
      'lambda/flows/leak/leak-ports.ts',
    ],
    // aws4: signs the hot path's calls, where an SDK client would cost ten times as long to load;
    // mmdb-lib: reads which country an address is registered in
    packages: ['@aws-sdk/*', 'node:*', 'aws4', 'mmdb-lib'],
  },
  'lambda/authorizer': { ours: HANDLERS, packages: ['@middy/*', 'aws-lambda'] },
  'lambda/token-mint': { ours: HANDLERS, packages: ['node:crypto'] }, // node:crypto: ids are drawn at random
  'lambda/signer-rotation': { ours: HANDLERS, packages: ['node:crypto'] }, // node:crypto: and so are keys
  'lambda/detect': { ours: HANDLERS, packages: ['node:crypto'] }, // node:crypto: ids are drawn at random
  'lambda/responder': { ours: HANDLERS, packages: ['node:crypto'] }, // node:crypto: ids are drawn at random
  'lambda/leak-intake': { ours: HANDLERS, packages: [] },
  'lambda/audit-seal': { ours: HANDLERS, packages: [] },
  'lambda/proxy': { ours: HANDLERS, packages: ['@middy/*', 'aws-lambda'] },
  'lambda/rotation': { ours: HANDLERS, packages: ['node:crypto'] }, // node:crypto: ids of messages are drawn at random
  lib: {
    ours: ['contract'],
    // node:crypto: the config refuses a text that is no public key;
    // node: the construct stages bundles beside their settings; ipaddr.js: the config refuses private addresses;
    // ajv: schemas of bodies become code at synth
    packages: [
      'aws-cdk-lib*',
      'constructs',
      'cdk-nag',
      'zod',
      'ipaddr.js',
      'ajv',
      'node:crypto',
      'node:fs',
      'node:module',
      'node:os',
      'node:path',
      'node:url',
    ],
  },
  bin: {
    ours: ['bin/start', 'contract', 'lib', 'local', 'sandbox', 'cli', 'sallyport.config.ts'],
    // esbuild: the bundles are built here; cdk-nag: the app is checked here; tsx: the CLI's start compiles as it loads
    packages: ['aws-cdk-lib*', 'cdk-nag', 'esbuild', 'tsx', 'node:*'],
  },
  'bin/start': {
    // the demo key and the upstream keys of a run are made by the very flows that the CLI runs
    ours: ['bin', 'contract', 'lib', 'local', 'sandbox', 'cli', 'lambda/domain', 'lambda/flows'],
    packages: ['aws-cdk-lib*', 'cdk-nag', 'node:*'],
  },
  cli: {
    ours: ['contract', 'lib/config.ts', 'lambda/domain', 'lambda/flows', 'lambda/adapters'],
    packages: ['commander', 'cli-table3', 'csv-stringify', 'yaml', 'node:*'],
  },
  local: { ours: [], packages: ['node:*', 'dynalite', 'ajv', 'ajv-draft-04', 'aws-lambda-ric', 'ipaddr.js'] },
  sandbox: { ours: [], packages: ['node:*'] },
  examples: { ours: ['lib/config.ts', 'lib/sallyport.ts'], packages: ['aws-cdk-lib*', 'constructs'] },
  'sallyport.config.ts': { ours: ['lib/config.ts'], packages: [] },
  'jest.config.mjs': { ours: [], packages: [] },
  bench: { ours: ['*'], packages: ['*'] },
  test: { ours: ['*'], packages: ['*'] },
};

/** The room whose doors apply to a path. */
export const roomOf = (path: string): string | undefined =>
  Object.keys(DOORS)
    .filter((room) => path === room || path.startsWith(`${room}/`))
    .sort((a, b) => b.length - a.length)[0];

/** Whether a path of ours, or a package, is on a list. */
export const listed = (list: readonly string[], name: string): boolean =>
  list.some((entry) =>
    entry.endsWith('*')
      ? name.startsWith(entry.slice(0, -1))
      : name === entry || name.startsWith(`${entry}/`),
  );
