import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { setUpUpstream as setUp, textOf } from './https-upstream-setup.ts';

test('calls close together share a connection, however many, without piling up listeners', async () => {
  const sockets = new Set<Socket>();
  const watch = (message: unknown) => {
    const { socket } = (message as { request: ClientRequest }).request;
    if (socket !== null) sockets.add(socket);
  };
  subscribe('http.client.request.start', watch);
  const { server, forward } = await setUp((response) => response.end('x'));
  const listeners: number[] = [];
  for (let n = 0; n < 15; n += 1) {
    await textOf(await forward());
    for (const socket of sockets) listeners.push(socket.listenerCount('connect'));
  }
  unsubscribe('http.client.request.start', watch);
  expect([server.connections(), sockets.size, new Set(listeners)]).toEqual([1, 1, new Set([0])]);
});

test('a connection that may have gone stale while the function was frozen is not used again', async () => {
  const { server, clock, forward } = await setUp((response) => response.end('x'));
  await textOf(await forward());
  clock.advance(4_001);
  await textOf(await forward());
  expect(server.connections()).toBe(2);
});

test('replacing stale connections leaves an answer that is still coming alone', async () => {
  const open: (() => void)[] = [];
  const { clock, forward } = await setUp((response, _request, n) => {
    if (n > 0) response.end('x');
    else {
      response.write('long ');
      open.push(() => response.end('answer'));
    }
  });
  const long = await forward();
  clock.advance(10_000);
  await textOf(await forward());
  for (const finish of open) finish();
  expect(await textOf(long)).toBe('long answer');
});
