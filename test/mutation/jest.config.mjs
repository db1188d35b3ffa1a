import common from '../../jest.config.mjs';

/** Names of tests, as a regular expression, where only a part of the rooms is mutated: `MUTATION_TESTS='scrubber|needles'`. */
const some = new RegExp(process.env['MUTATION_TESTS'] ?? '.');

/** The tests of the rooms that are mutated, and nothing else: what they alone do not notice counts as unnoticed. */
const [unit] = common.projects;

const config = {
  ...unit,
  rootDir: '../..',
  setupFiles: ['<rootDir>/test/mutation/first-failure.mjs'],
  testRegex: [`test/lambda/(domain|http)/[a-z0-9-]*(${some.source})[a-z0-9-]*\\.test\\.ts$`],
};
delete config.testMatch;

export default config;
