import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { leaksOf } from '../support/leaks.ts';
import { keyTests } from './credentials/keys.ts';
import { lifeTests } from './credentials/life.ts';
import { tokenTests } from './credentials/tokens.ts';
import { openWorld, type World } from './credentials/world.ts';

let world: World;
const open = () => world;
beforeAll(async () => {
  world = await openWorld();
}, 60_000);
afterAll(async () => {
  await world?.gateway.stop();
  await world?.upstream.close();
});

keyTests(open);
tokenTests(open);
lifeTests(open);

test('no key and no token shows in anything that was printed, logged or stored', () => {
  expect(world.secrets.length).toBeGreaterThan(15);
  expect(leaksOf(world.gateway, world.secrets)).toEqual([]);
});
