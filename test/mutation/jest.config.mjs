import common from '../../jest.config.mjs';

/** The test files that may notice a mutant, as `campaign.ts` names them; without it all of these rooms, which takes long. */
const named = process.env['MUTATION_TESTS'];
const rooms = ['domain', 'http', 'flows', 'authorizer', 'proxy', 'token-mint'];

const [unit] = common.projects;

const config = {
  ...unit,
  rootDir: '../..',
  setupFiles: ['<rootDir>/test/mutation/first-failure.mjs'],
  testMatch: named?.split(',').map((file) => `<rootDir>/${file}`) ?? [
    `<rootDir>/test/lambda/(${rooms.join('|')})/**/*.test.ts`,
  ],
  // Minutes each, and what they notice, others notice sooner.
  testPathIgnorePatterns: ['crash-matrix', 'grace-model', 'refusal-timing'],
};

export default config;
