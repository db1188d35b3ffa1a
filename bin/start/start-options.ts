import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface StartOptions {
  readonly configFile: string;
  /** 0 picks a free port. */
  readonly port: number;
  readonly stateDir: string;
  readonly readyFile: string | undefined;
  /** Serves `/_local/clock` and `/_local/faults`, and believes `x-local-source-ip`. For tests only. */
  readonly testControls: boolean;
  /** Starts although the template guards something in a way that this run cannot honour. */
  readonly allowUnhonoured: boolean;
  /** Names every logical id of what is not honoured. */
  readonly verbose: boolean;
}

export const START_HELP = `Runs the stack that "cdk deploy" would deploy on this machine: no AWS account, no Docker, no network.

  npm start -- [--config FILE] [--port N] [--state DIR] [--ready-file FILE] [--verbose]

  --config FILE      the config to run            (sallyport.config.ts)
  --port N           port of the gateway, 0 picks a free one            (4100)
  --state DIR        where tables, secrets and logs are kept     (.sallyport)
  --ready-file FILE  JSON written once requests are served: url, awsEndpoint, region, outputs, demoKey
  --verbose          names every resource that is not honoured
  --test-controls    lets tests move the clock, cause faults and choose source addresses (docs/local.md)
  --allow-unhonoured starts although something that guards the stack cannot be honoured here

Real upstreams are called where their keys are in the environment or in .env: <UPSTREAM>_API_KEY, e.g. GEMINI_API_KEY.
Without one, the gemini, youtube, openai and anthropic presets are answered by sandboxes that say so.
`;

/** What was typed is not what can be run; the message says what can. */
export class StartUsageError extends Error {}

/** Reads the command line; `'help'` if help was asked for. */
export function readStartOptions(args: readonly string[]): StartOptions | 'help' {
  const values = parse(args);
  if (values.help === true) return 'help';
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) {
    throw new StartUsageError('--port takes a number from 0 to 65535; 0 picks a free port');
  }
  return {
    configFile: resolve(values.config),
    port,
    stateDir: resolve(values.state),
    readyFile: values['ready-file'] === undefined ? undefined : resolve(values['ready-file']),
    testControls: values['test-controls'],
    allowUnhonoured: values['allow-unhonoured'],
    verbose: values.verbose,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        config: { type: 'string', default: 'sallyport.config.ts' },
        port: { type: 'string', default: '4100' },
        state: { type: 'string', default: '.sallyport' },
        'ready-file': { type: 'string' },
        'test-controls': { type: 'boolean', default: false },
        'allow-unhonoured': { type: 'boolean', default: false },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new StartUsageError(
      `${error instanceof Error ? error.message : 'not understood'}. See npm start -- --help`,
    );
  }
}
