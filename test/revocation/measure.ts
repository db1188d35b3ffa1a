import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startGateway } from '../support/gateway.ts';

const USAGE = `How long does a revoked key work when many authorizers know it? Starts a gateway and so many more processes with the
deployed authorizer, each asked with one key every 100 ms, revokes the key, and waits until all refuse it.

  tsx test/revocation/measure.ts [--processes 50] [--rounds 3]

Prints when, after the revocation was begun, a request was let in for the last time. Exit 1 if that was after the revocation
had returned.`;

const { values } = parseArgs({
  options: {
    processes: { type: 'string', default: '50' },
    rounds: { type: 'string', default: '3' },
    help: { type: 'boolean', default: false },
  },
});
const POLLER = join(process.cwd(), 'test/revocation/poller.cjs');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

type Environment = Readonly<Record<string, string>>;
interface Said {
  readonly kind: 'loaded' | 'warm' | 'allowed' | 'refused';
  readonly at: number;
  readonly allowed: boolean;
}

/** The environment of an authorizer that the run has started: tables, endpoint and the role it is. */
function authorizerEnvironment(stateDir: string): Environment {
  const pids = execFileSync('pgrep', ['-f', 'aws-lambda-ric'], { encoding: 'utf8' }).trim().split('\n');
  for (const pid of pids) {
    const pairs = readFileSync(`/proc/${pid}/environ`, 'utf8')
      .split('\0')
      .map((pair): [string, string] => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]);
    const environment = Object.fromEntries(pairs.filter(([name]) => name !== ''));
    const ours = Object.values(environment).some((value) => value.includes(stateDir));
    if (ours && environment['KEYS_TABLE'] !== undefined) return environment;
  }
  throw new Error('the run has no authorizer yet');
}

/** One more authorizer; resolves when it has let the key in once. `lastAllowed` is when it did so for the last time. */
async function startPoller(environment: Environment, key: string) {
  const child: ChildProcess = fork(POLLER, {
    env: { ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let lastAllowed = 0;
  const hears = (wanted: Said['kind']) =>
    new Promise<Said>((resolve) => {
      const listen = (said: Said): void => {
        if (said.kind !== wanted) return;
        child.off('message', listen);
        resolve(said);
      };
      child.on('message', listen);
    });
  child.on('message', (said: Said) => {
    if (said.kind === 'allowed') lastAllowed = said.at;
  });
  await hears('loaded');
  const refused = hears('refused');
  const warm = hears('warm');
  child.send({ key, methodArn: 'arn:aws:execute-api:us-east-1:000000000000:api/local/GET/gemini' });
  if (!(await warm).allowed) throw new Error('the key was not let in before it was revoked');
  return { refused, lastAllowed: () => lastAllowed, stop: () => child.kill() };
}

async function main(): Promise<number> {
  const processes = Number(values.processes);
  const gateway = await startGateway({ env: { GEMINI_API_KEY: 'upstream-key-0123456789abcdef' } });
  let late = false;
  try {
    await gateway.fetch('/gemini/v1beta/models', { headers: { 'x-goog-api-key': gateway.ready.demoKey } });
    const environment = authorizerEnvironment(gateway.stateDir);
    for (let round = 1; round <= Number(values.rounds); round += 1) {
      const { id, key } = await gateway.createKey('--product', 'gemini', '--plan', 'basic');
      const pollers: Awaited<ReturnType<typeof startPoller>>[] = [];
      while (pollers.length < processes) pollers.push(await startPoller(environment, key)); // one by one: two cores
      const begunAt = Date.now();
      const revoked = await gateway.program(['keys', 'revoke', id, '--yes']);
      const returnedMs = Date.now() - begunAt;
      await Promise.all(pollers.map(({ refused }) => refused));
      for (const { stop } of pollers) stop();
      const lastMs = Math.max(...pollers.map(({ lastAllowed }) => lastAllowed())) - begunAt;
      late ||= lastMs > returnedMs || revoked.code !== 0;
      say(
        `round ${round}: ${processes} warm authorizers; let in for the last time after ${lastMs} ms, revoke returned after ${returnedMs} ms`,
      );
    }
  } finally {
    await gateway.stop();
  }
  return late ? 1 : 0;
}

async function run(): Promise<void> {
  if (values.help) say(USAGE);
  else process.exitCode = await main();
}
void run();
