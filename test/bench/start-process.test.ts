import { expect, test } from '@jest/globals';
import { startProcess } from '../../bench/processes/start-process.ts';

type Echo = { echo: { input: string; answer: string }; exit: { input: undefined; answer: undefined } };

const script = `
  process.on('message', ({ id, kind, input }) => (kind === 'exit' ? process.exit(7) : process.send({ id, answer: input })));
  process.send({ id: 0, answer: 'ready' });
`;
const start = (code: string) => startProcess<Echo, string>({ command: ['-e', code], env: {}, folder: '.' });

test('each answer reaches the one who asked', async () => {
  const child = await start(script);
  expect(child.ready).toBe('ready');
  expect(await Promise.all([child.ask('echo', 'a'), child.ask('echo', 'b')])).toEqual(['a', 'b']);
  await child.stop();
});

test('a process that ends instead of answering is an error, not a wait', async () => {
  const child = await start(script);
  await expect(child.ask('exit', undefined)).rejects.toThrow('ended with 7');
  await child.stop();
});

test('a process that never becomes ready is an error', async () => {
  await expect(start('process.exit(3)')).rejects.toThrow('ended with 3');
});
