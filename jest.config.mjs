/** Packages that ship ES modules only; Jest runs CommonJS, so these are compiled like our own files. */
const esmOnly = ['@middy', 'jose'];

const shared = {
  transform: {
    '\\.[cm]?[jt]s$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  moduleNameMapper: { '^@middy/(core|util)$': '<rootDir>/node_modules/@middy/$1/index.js' },
};

/** `unit` touches nothing outside the process or a temporary folder; `journeys` drive the running stack over loopback. */
const config = {
  // How long a test may hang, not how long it may take: speed is asserted in bench/, and machines are busy. Jest reads it here only.
  testTimeout: 30_000,
  // Most of what is slow waits for processes; the default would leave one core of two idle.
  maxWorkers: '100%',
  // A worker keeps something of every file; with a full heap the same test takes four times as long.
  workerIdleMemoryLimit: '700MB',
  globalSetup: '<rootDir>/test/support/bundle-before-tests.mjs',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/test/journeys/'],
    },
    { ...shared, displayName: 'journeys', testMatch: ['<rootDir>/test/journeys/**/*.test.ts'] },
  ],
};

export default config;
