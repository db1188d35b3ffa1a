import { ConfigError } from '../lib/config.ts';
import { LocalRunError } from '../local/local-run-error.ts';
import { runGateway } from './start/run-gateway.ts';
import { readStartOptions, START_HELP, StartUsageError } from './start/start-options.ts';

// The functions have a Node version of their own; the notice is about the one that runs this.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
process.umask(0o077); // whatever the run writes is for its owner only
const say = (line: string) => void process.stderr.write(`${line}\n`);

/** Errors that say what to do need no stack. */
function explain(error: unknown): string {
  const plain = [StartUsageError, ConfigError, LocalRunError].some((kind) => error instanceof kind);
  return error instanceof Error ? (plain ? error.message : (error.stack ?? error.message)) : String(error);
}

try {
  const options = readStartOptions(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(START_HELP);
  } else {
    const gateway = await runGateway(options, say);
    process.stdout.write(gateway.banner);
    let ending = false;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (ending) process.exit(1); // asked twice: do not wait for requests under way
        ending = true;
        gateway.close().then(
          () => process.exit(0),
          () => process.exit(1),
        );
      });
    }
  }
} catch (error) {
  say(explain(error));
  process.exit(error instanceof StartUsageError ? 2 : 1);
}
