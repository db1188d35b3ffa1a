import { userInfo } from 'node:os';
import type { Connection } from '../../cli/connection.ts';
import { readOutputs } from '../../cli/outputs.ts';
import type { LocalRun } from '../../local/run-assembly.ts';

/** The local run, seen as the operator's CLI sees it. */
export const operatorOf = (run: LocalRun): Connection => ({
  region: run.region,
  endpoint: run.awsEndpoint,
  // The local AWS endpoint takes any credentials; these only name who is calling.
  credentials: { accessKeyId: 'SALLYPORTSTART', secretAccessKey: 'none' },
  outputs: readOutputs(run.outputs, 'the local run'),
  operator: `local:${userInfo().username}`,
});
