import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Clock } from '../../../local/time/clock.ts';
import { Timetable } from '../../../local/time/timetable.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const START = Date.UTC(2026, 10, 23, 12);
const HOUR_MS = 3_600_000;

let folder: ReturnType<typeof temporaryFolder>;
let clock: Clock;
let seen: string[];
beforeEach(() => {
  folder = temporaryFolder();
  seen = [];
});
afterEach(() => {
  clock.stop();
  folder.remove();
});

const open = async (at: number, expression: string, extra: object = {}): Promise<void> => {
  clock = new Clock(() => at);
  const run = async (moment: number): Promise<void> =>
    void seen.push(new Date(moment).toISOString().slice(11, 16));
  await new Timetable(join(folder.path, 'schedules.json'), clock).set([
    { id: 'a', expression, run, ...extra },
  ]);
};

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
test('a rate goes on as it began when the run is started again, and what was due meanwhile is not made up for', async () => {
  await open(START, 'rate(1 hour)');
  await clock.advance(HOUR_MS);
  await open(START + 4.5 * HOUR_MS, 'rate(1 hour)');
  await clock.advance(HOUR_MS);
  expect(seen).toEqual(['13:00', '17:00']);
});

// https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule.html
test('a schedule is not due before its start and after its end', async () => {
  await open(START, 'cron(0 * * * ? *)', { startsAt: START + 2 * HOUR_MS, endsAt: START + 4 * HOUR_MS });
  await clock.advance(10 * HOUR_MS);
  expect(seen).toEqual(['14:00', '15:00', '16:00']);
});

// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
test('a schedule that is changed twice at once is due once', async () => {
  clock = new Clock(() => START);
  const timetable = new Timetable(join(folder.path, 'schedules.json'), clock);
  const run = async (): Promise<void> => void seen.push('due');
  const set = () => timetable.set([{ id: 'a', expression: 'rate(1 hour)', run }]);
  await Promise.all([set(), set()]);
  await clock.advance(HOUR_MS);
  expect(seen).toEqual(['due']);
});

test('on a long way a schedule of minutes is kept less often, one of hours every time, and on a short way each is', async () => {
  await open(START, 'rate(1 minute)');
  await clock.advance(6 * HOUR_MS);
  expect(seen).toHaveLength(360);
  seen = [];
  await clock.advance(90 * 24 * HOUR_MS);
  expect(seen.length).toBeGreaterThan(500);
  expect(seen.length).toBeLessThan(1_000);
  clock.stop();
  folder.remove();
  folder = temporaryFolder();
  seen = [];
  await open(START, 'rate(1 hour)');
  await clock.advance(90 * 24 * HOUR_MS);
  expect(seen).toHaveLength(90 * 24);
});
