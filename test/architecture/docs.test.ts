import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { FAULTS } from '../../contract/faults.ts';
import { METRICS } from '../../contract/metrics.ts';
import { ALARMS } from '../../lib/constructs/alarms.ts';
import { COMPOSITE_ALARMS } from '../../lib/constructs/composite-alarms.ts';
import { NO_SUCCESS } from '../../lib/constructs/no-success.ts';
import { SEAL_LATE } from '../../lib/constructs/seal-late.ts';
import { TRIP_UNDELIVERED } from '../../lib/constructs/trip-undelivered.ts';
import { houseFiles } from '../support/source-files.ts';

const read = (path: string): string => readFileSync(path, 'utf8');

test('every fault has its row in docs/faults.md, with its status, title and next step, and no row is left over', () => {
  const rows = [
    ...read('docs/faults.md').matchAll(/^\| `([a-z._]+)` \| (\d{3}) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm),
  ];
  expect(rows.map(([, code, status, title, , next]) => [code, Number(status), title, next])).toEqual(
    Object.entries(FAULTS).map(([code, { status, title, next }]) => [code, status, title, next]),
  );
  for (const [, code, , , meaning] of rows) expect([code, (meaning ?? '').length > 5]).toEqual([code, true]);
});

/** Heading → what stands below it. */
const entries = new Map(
  read('docs/operating.md')
    .split(/^## /m)
    .slice(1)
    .map((entry): [string, string] => [entry.slice(0, entry.indexOf('\n')).trim(), entry]),
);

const EVERY_ALARM = [...ALARMS, NO_SUCCESS, SEAL_LATE, TRIP_UNDELIVERED, ...COMPOSITE_ALARMS].map(
  ({ name }): string => name,
);

test('every alarm has its entry in docs/operating.md, in the same order', () => {
  expect([...entries.keys()].filter((heading) => EVERY_ALARM.includes(heading))).toEqual(EVERY_ALARM);
});

test.each(EVERY_ALARM)(
  'the entry of %s says what it means, how to look, what to decide, what to do and when it is over',
  (name) => {
    for (const part of [
      /\*\*Meaning\.\*\*/,
      /\*\*Look/,
      /\*\*(Look, decide and do|Decide)\.\*\*/,
      /\*\*(Look, decide and do|Do)\.\*\*/,
      /\*\*Over when\*\*/,
    ])
      expect(entries.get(name)).toMatch(part);
  },
);

test('every metric is counted somewhere in the functions', () => {
  const lambda = houseFiles()
    .filter(({ path }) => path.startsWith('lambda/'))
    .map(({ text }) => text)
    .join();
  expect(METRICS.filter((name) => !lambda.includes(`'${name}'`))).toEqual([]);
});

/** Text files that git tracks. */
const tracked = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' })
  .split('\0')
  .filter(
    (path) =>
      path !== '' &&
      existsSync(path) &&
      /\.(ts|js|mjs|cjs|json|md|ya?ml|npmrc|gitignore|txt)$|^\.[a-z/-]+$/.test(path),
  );

test("no tracked file names a package registry or a path of somebody's machine", () => {
  // Written in pieces, so that this file does not name them either.
  const places = [
    ['registry', 'npmjs'],
    ['registry', 'yarnpkg'],
    ['npm', 'pkg', 'github'],
    ['jfrog', 'io'],
    ['codeartifact', '[a-z0-9-]+', 'amazonaws'],
  ];
  const wrong = new RegExp(
    `${places.map((labels) => labels.join('\\.')).join('|')}|(?<![\\w.~-])/(home/(?!me/)|Users/|root/|work/)[a-z]`,
  );
  expect(tracked.length).toBeGreaterThan(50);
  const found = tracked
    .map((path) => [path, wrong.exec(read(path))?.[0]])
    .filter(([, match]) => match !== undefined);
  expect(found).toEqual([]);
});

test('every relative link in a page of docs leads somewhere', () => {
  const broken = tracked
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) =>
      [...read(path).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
        .map(([, target]) => new URL(target ?? '', `file:///${path}`).pathname.slice(1))
        .filter((target) => !existsSync(decodeURIComponent(target)))
        .map((target) => `${path} → ${target}`),
    );
  expect(broken).toEqual([]);
});
