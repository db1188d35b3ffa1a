import { execFileSync } from 'node:child_process';

/** Template tests and journeys take the functions as they are deployed, so the bundles are built first. */
const bundleBeforeTests = () => {
  execFileSync(process.execPath, ['--import', 'tsx', 'bin/bundle.ts'], { stdio: 'inherit' });
};

export default bundleBeforeTests;
