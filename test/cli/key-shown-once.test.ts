import { readFileSync } from 'node:fs';
import { PassThrough, Writable } from 'node:stream';
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { main } from '../../cli/main.ts';
import { hashClientKey, readClientKey } from '../../lambda/domain/client-key.ts';
import { disguises } from '../support/leaks.ts';
import { nodesOf, sourceFiles } from '../support/source-files.ts';
import { type FakeGateway, fakeGateway, type Run, run } from './support.ts';

const CREATE = 'keys create --client acme --product gemini --plan basic';
const DEBUG = { SALLYPORT_DEBUG: '1' };
const ask = (gateway: FakeGateway, line: string): Promise<Run> =>
  run(gateway, `--stage prod ${line}`, '', DEBUG);
const records = (gateway: FakeGateway) => [...gateway.keys.registry.items.values()];
const shows = (text: string, key: string) => disguises(key).some((form) => text.includes(form));
const stored = (gateway: FakeGateway): string => {
  const { registry, usageKeys, records: actions, events } = gateway.keys;
  return JSON.stringify([...registry.items, ...usageKeys.values, actions, events.published]);
};

/** Commands that never make a key, on an id; the last of them are wrong on purpose. */
const COMMANDS: readonly ((id: string) => string)[] = [
  (id) => `keys show ${id}`,
  () => 'keys list --last-used',
  (id) => `keys can ${id} GET /gemini/v1beta/models --config nowhere.json`,
  (id) => `keys update ${id} --owner ops --expires 90d`,
  (id) => `keys disable ${id} --reason audit`,
  (id) => `keys enable ${id}`,
  (id) => `keys quarantine ${id}`,
  (id) => `keys usage ${id}`,
  () => 'keys export',
  (id) => `keys reroll ${id} --request-token t1`,
  (id) => `keys revoke ${id} --yes`,
  (id) => `audit search --key ${id}`,
  (id) => `audit timeline --key ${id} --since 24h`,
  (id) => `tokens list ${id}`,
  (id) => `keys update ${id} --expires soon`,
  (id) => `keys reroll ${id} --grace never`,
  () => 'keys show key_x',
  () => 'keys wat',
];
const STEPS = ['add', 'find', 'change', 'discard', 'create', 'attach', 'remove', 'allOf', 'named'];
/** What is tried when a step has failed. */
const LATER = ['find', 'discard', 'remove', 'none'];

test('whatever is done after a key was shown, and whatever fails on the way, no command shows it again', async () => {
  const command = fc.tuple(fc.constantFrom(...COMMANDS), fc.boolean(), fc.option(fc.constantFrom(...STEPS)));
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 8 }), async (commands) => {
      const gateway = fakeGateway();
      const { id, key } = JSON.parse((await ask(gateway, `${CREATE} --json`)).stdout);
      const rerolled = await ask(gateway, `keys reroll ${id} --request-token t1 --json`);
      const keys = [String(key), String(JSON.parse(rerolled.stdout).key)];
      for (const [line, json, fault] of commands) {
        if (fault !== null) gateway.keys.faults.before.add(fault);
        const { stdout, stderr } = await ask(gateway, line(id) + (json ? ' --json' : ''));
        gateway.keys.faults.before.clear();
        for (const shown of keys)
          expect([line(id), shows(stdout + stderr, shown)]).toEqual([line(id), false]);
      }
      for (const shown of keys) expect(shows(stored(gateway), shown)).toBe(false);
    }),
    { numRuns: 30 },
  );
});

test.each(['create', 'reroll'])(
  'a %s that breaks off at any step or two, whether its answer came or not, leaves no key alive that nobody saw',
  async (verb) => {
    for (const when of ['before', 'after'] as const)
      for (const step of STEPS.flatMap((one) => LATER.map((other) => [one, other] as const))) {
        const gateway = fakeGateway();
        const first = JSON.parse((await ask(gateway, `${CREATE} --json`)).stdout);
        gateway.keys.faults[when].add(step[0]);
        gateway.keys.faults.before.add(step[1]);
        const line = verb === 'create' ? CREATE : `keys reroll ${first.id} --request-token t1`;
        const { stdout, stderr, exitCode } = await ask(gateway, `${line} --json`);
        const shown = exitCode === 0 ? [String(JSON.parse(stdout).key)] : [];
        const known = new Set([first.key, ...shown].map((key) => hashClientKey(String(key))));
        const { values } = gateway.keys.usageKeys; // without its usage key a key does not work
        const living = records(gateway).filter(
          ({ state, usageKeyId }) => state === 'active' && values.has(usageKeyId),
        );
        expect([when, step, living.filter(({ keyHash }) => !known.has(keyHash))]).toEqual([when, step, []]);
        expect(shown.some((key) => stderr.includes(key))).toBe(false);
      }
  },
);

test('a key whose only showing broke off in the middle is revoked, however the output ends', async () => {
  for (const code of ['EPIPE', 'ENOSPC', 'EIO', 'ERR_STREAM_DESTROYED']) {
    const gateway = fakeGateway();
    const stdout = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error(), { code })),
    });
    const stdin = Object.assign(new PassThrough(), { isTTY: false });
    const streams = { stdin, stdout, stderr: new PassThrough() };
    const places = { environment: DEBUG, workingDir: '/nowhere', cloneDir: '/nowhere', version: '0' };
    const words = `--stage prod ${CREATE}`.split(' ');
    expect(await main(words, { streams, ...places, opener: gateway.opener })).toBe(1);
    expect(records(gateway).map(({ state }) => state)).toEqual(['revoked']);
  }
});

test('a key on the command line is refused before anything is asked, recorded or repeated', async () => {
  const gateway = fakeGateway();
  const { key } = JSON.parse((await ask(gateway, `${CREATE} --json`)).stdout) as { key: string };
  const before = stored(gateway);
  const coded = [...key].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join('');
  const lines = [
    `keys show ${key}`,
    `keys revoke ${key} --yes`,
    `${CREATE} --note ${key}`,
    `${CREATE} --note=x${key}x`,
    `keys ${key}`,
    `audit search --client ${key}`,
    `keys can key_x GET /gemini/x?key=${coded}`,
  ];
  for (const line of lines) {
    const { exitCode, stdout, stderr } = await ask(gateway, line);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain('your shell may have put it into its history');
    expect(shows(stderr, key)).toBe(false);
  }
  expect(stored(gateway)).toBe(before);
  expect(readClientKey(key)).toBeDefined();
});

test('the command line writes no file but an export of what is sealed and a report, and remembers no line that was typed', () => {
  const writing = /\b(writeFile|appendFile|createWriteStream|mkdir|copyFile|open)(Sync)?\b/;
  const cli = sourceFiles('cli');
  const importing = cli.filter(({ text }) =>
    [...text.matchAll(/import \{([^}]*)\} from 'node:fs(\/promises)?'/g)].some(([names]) =>
      writing.test(names),
    ),
  );
  // One copies objects of the archive, the other writes what operators see of keys: neither has a field that could hold a key.
  expect(importing.map(({ path }) => path).sort()).toEqual([
    'cli/commands/write-report.ts',
    'cli/sealed-folder.ts',
  ]);
  const asking = cli.filter((file) =>
    nodesOf(file).some((node) => node.getText().startsWith('createInterface(')),
  );
  expect(asking.map(({ path }) => path)).toEqual(['cli/host.ts']);
  expect(readFileSync('cli/host.ts', 'utf8')).toContain('historySize: 0');
});
