import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startGateway } from '../support/gateway.ts';
import { rotatingProviders } from '../support/rotating-providers.ts';
import { rotationOperator } from '../support/rotation-operator.ts';
import { labelAger } from './age-labels.ts';
import { hurriedClock } from './hurried-clock.ts';
import { openLoad } from './open-load.ts';
import { wavesOf } from './waves.ts';

const USAGE = `Does a rotation lose a request, or a request meet a deleted key? Rotates two upstreams of a gateway in turn under load, and goes on
until the keys that were replaced are deleted. The run's clock goes faster than the machine's, by which the proxies go: a
grace passes in minutes, while the minute for which a proxy uses a key without reading it again stays one.

  tsx test/rotation/under-load.ts [--rotations 20] [--leaked 2] [--rate 200] [--wave 200] [--times 30] [--every 15]

  --rotations  how many plain rotations
  --leaked     how many rotations after those whose old key is deleted at once, as with --emergency
  --rate       requests a second
  --wave       requests a second while a key is rotated, and as often while old ones are deleted; the rate, if not given
  --times      how many times as fast the clock goes
  --every      seconds from the beginning of a rotation to that of the next one

Exit 1 if a request failed, or a plain rotation made a request meet a key that was deleted already.`;

const UPSTREAMS = ['openai', 'gemini'] as const;
type Name = (typeof UPSTREAMS)[number];
/** No probe asks for these. */
const PATHS = ['/openai/v1/models/under-load', '/gemini/v1beta/models/under-load'];
const RETIRED_WITHIN_MS = 10 * 60_000;
/** As long as a rotation takes: what has rested meets deleted keys in them, if anything does. */
const WAVE_MS = 3_000;

const text = (preset: string) => ({ type: 'string', default: preset }) as const;
const { values } = parseArgs({
  options: {
    ...{ rotations: text('20'), leaked: text('2'), rate: text('200'), times: text('30'), every: text('15') },
    wave: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const nameOf = (n: number): Name => UPSTREAMS[n % UPSTREAMS.length] ?? 'openai';
const codeOf = (failure: string): string => /"code":"([^"]+)"/.exec(failure)?.[1] ?? 'unanswered';
const percentile = (sorted: readonly number[], share: number): string =>
  `${(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN).toFixed(0)} ms`;

async function main(): Promise<number> {
  const [rotations, leaked] = [Number(values.rotations), Number(values.leaked)];
  const providers = await rotatingProviders();
  const gateway = await startGateway({ config: providers.config, args: ['--test-controls'] });
  const operator = rotationOperator(gateway);
  const stops: (() => unknown)[] = [];
  try {
    await operator.stopSweeps();
    await operator.putAdmin('openai', providers.adminKey);
    const rotate = async (name: Name) => operator.becomesCurrent(name, await operator.begin(name));
    await Promise.all(UPSTREAMS.map(rotate));

    const { url, demoKey, awsEndpoint } = gateway.ready;
    const load = openLoad({
      url,
      headers: { 'x-api-key': demoKey },
      paths: PATHS,
      rate: Number(values.rate),
    });
    stops.push(load.stop);
    const clock = hurriedClock(awsEndpoint, Number(values.times));
    stops.push(clock.stop);
    const age = labelAger(operator.secrets, clock);
    let over = false;
    const whileOpen = async (act: (name: Name) => Promise<unknown>, name: Name): Promise<void> => {
      for (; !over; await pause(10_000)) await act(name);
    };
    for (const name of UPSTREAMS) {
      const { secretArn } = operator.of(name);
      void whileOpen(() => age(secretArn), name).catch((error) => say(`ageing labels: ${String(error)}`));
      void whileOpen(() => operator.invoke(name, { run: 'sweep' }), name).catch((error) => {
        if (!over) say(`sweeping: ${String(error)}`);
      });
    }
    stops.push(() => {
      over = true;
    });

    await load.grown();
    const waves = wavesOf(load, Number(values.rate), Number(values.wave ?? values.rate));
    await waves.rehearse();

    const startedAt = Date.now();
    let told = 0;
    const deletedNow = () => {
      const { openai, gemini } = providers.alive();
      return providers.made().length - openai - gemini;
    };
    const met = () => providers.refused.filter((call) => call.endsWith('/under-load')).length;
    const tell = (what: string): void => {
      const { sent, failures, inFlight } = load.soFar();
      const seconds = String(Math.round((Date.now() - startedAt) / 1_000)).padStart(4);
      const counts = `${sent} requests, ${inFlight} in flight, ${failures.length} failed`;
      say(`${seconds} s  ${what}: ${counts}; ${deletedNow()} keys deleted, met ${met()} times`);
      for (; told < failures.length; told += 1) say(`        failed: ${failures[told]}`);
    };

    for (let n = 0; n < rotations; n += 1) {
      const next = pause(Number(values.every) * 1_000);
      await waves.during(() => rotate(nameOf(n)));
      tell(`rotation ${n + 1} of ${nameOf(n)}`);
      await next;
    }
    for (const from = Date.now(); deletedNow() < rotations; ) {
      if (Date.now() - from > RETIRED_WITHIN_MS) throw new Error('replaced keys are not deleted');
      const next = pause(Number(values.every) * 1_000);
      await waves.during(() => pause(WAVE_MS));
      await next;
      tell('waiting for the grace to end');
    }
    await waves.during(() => pause(WAVE_MS)); // the last one to be deleted may be met as well
    await pause(10_000);
    tell('every replaced key is deleted');
    const metInGrace = met();

    for (let n = 0; n < leaked; n += 1) {
      const name = nameOf(n);
      const { current: id = '' } = await operator.described(name);
      await waves.during(async () => {
        await rotate(name);
        await operator.leaked(name, id);
        await operator.until(async () => deletedNow() === rotations + n + 1, 'the deletion of a leaked key');
      });
      await pause(10_000);
      tell(`leaked key ${n + 1} of ${name} deleted at once`);
    }

    const lasted = (Date.now() - startedAt) / 1_000;
    await load.stop();
    const { sent, latenciesMs, failures } = load.soFar();
    const sorted = [...latenciesMs].sort((a, b) => a - b);
    // Proxies read once a minute: where rotations come faster, one may be over before its key is used.
    const used = [...providers.served].filter((call) => call.includes('/under-load ')).length;
    say('');
    for (const [title, value] of [
      ['rotations, plain', rotations],
      ['rotations, old key deleted at once', leaked],
      ['requests', `${sent} in ${lasted.toFixed(0)} s: ${(sent / lasted).toFixed(0)} a second`],
      ['of them in waves', waves.soFar()],
      ['failed requests', failures.length],
      ...[...new Set(failures.map(codeOf))].map((code) => [
        `  of them ${code}`,
        failures.filter((failure) => codeOf(failure) === code).length,
      ]),
      ['keys deleted', deletedNow()],
      ['calls with a key already deleted, plain rotations', metInGrace],
      ['calls with a key already deleted, leaked keys (each repeated)', met() - metInGrace],
      ['keys made, and of them used by requests', `${providers.made().length}, ${used}`],
      ['latency p50', percentile(sorted, 0.5)],
      ['latency p99', percentile(sorted, 0.99)],
      [
        'load average of the machine',
        loadavg()
          .map((load1) => load1.toFixed(1))
          .join(' '),
      ],
    ])
      say(`${String(title).padEnd(64)} ${value}`);
    return failures.length > 0 || metInGrace > 0 ? 1 : 0;
  } finally {
    for (const stop of stops.reverse()) await stop();
    operator.close();
    await gateway.stop();
    await providers.close();
  }
}

if (values.help) say(USAGE);
else process.exit(await main());
