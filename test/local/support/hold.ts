import { runAssembly } from '../../../local/run-assembly.ts';

/** Runs an assembly until it is killed: `hold.ts <assembly> <state>`. Prints where it serves. */
const [, , assemblyDir = '', stateDir = ''] = process.argv;
const run = await runAssembly({ assemblyDir, stateDir, port: 0 });
process.stdout.write(`${JSON.stringify({ url: run.url, awsEndpoint: run.awsEndpoint })}\n`);
