import { expect, test } from '@jest/globals';
import { EventQueue } from '../../bench/processes/event-queue.ts';

test('an event counts as done only when the runtime asks for the next one', async () => {
  const queue = new EventQueue();
  const given: string[] = [];
  const ask = () => queue.ask((event) => given.push(event));
  let done = false;
  const invoked = queue.invoke('first', {}).then(() => {
    done = true;
  });
  ask();
  await new Promise((resolve) => setImmediate(resolve));
  expect([given, done]).toEqual([['first'], false]);
  ask();
  await invoked;
  expect(done).toBe(true);
});

test('a function that reports an error ends the measurement', async () => {
  const queue = new EventQueue();
  queue.ask(() => queue.fail());
  await expect(queue.invoke('event', {})).rejects.toThrow('failed');
});
