/** Mutation testing of what decides, run by hand: `npm run mutate`, see CONTRIBUTING.md. */
const config = {
  testRunner: 'jest',
  jest: { projectType: 'custom', configFile: 'test/mutation/jest.config.mjs', enableFindRelatedTests: true },
  mutate: ['lambda/domain/**/*.ts', 'lambda/http/*.ts'],
  coverageAnalysis: 'perTest',
  // What is computed as a file loads runs once for all tests of it; each such mutant would need every test anew.
  ignoreStatic: true,
  concurrency: 2,
  // Generous: on a busy machine a short limit takes slowness for a mutant that was noticed.
  timeoutMS: 20_000,
  // Jest keeps something of every run, and a process that has grown takes many times as long.
  maxTestRunnerReuse: 40,
  tempDirName: '.stryker-tmp',
  ignorePatterns: ['/dist', '/cdk.out*', '/.sallyport*', '/test/journeys', '/test/local'],
  reporters: ['clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: '.stryker-tmp/mutation.json' },
  thresholds: { high: 95, low: 85, break: null },
};

export default config;
