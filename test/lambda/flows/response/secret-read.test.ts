import { expect, test } from '@jest/globals';
import { secretAsked } from '../../../support/cloud-trail.ts';
import { FakeEventBus } from '../../../support/fake-event-bus.ts';
import { responseWorld } from '../../../support/response-world.ts';

const NAME = 'prod/stripe/live-key';
const TOKEN = `secret:${NAME}`;
const asked = (n: number, over: object = {}) => secretAsked(NAME, { eventID: `event-${n}`, ...over });

type World = ReturnType<typeof responseWorld>;

/** Handles an event, and whatever that puts on the bus, as the bus would deliver it. */
async function deliver(world: World, event: unknown): Promise<void> {
  const before = world.bus.published.length;
  await world.handle(event);
  for (const { type, detail } of world.bus.published.slice(before))
    if (type === 'honeytoken.tripped') await world.handle({ 'detail-type': type, detail });
}

const record = ({ table }: World) => [...table.records.values()].find(({ tokenId }) => tokenId === TOKEN);

test('the reading of a decoy secret is raised, answered and told of like the use of a key', async () => {
  const world = responseWorld();
  await deliver(world, asked(1));
  expect(world.bus.published.map(({ type }) => type)).toEqual(['honeytoken.tripped', 'ip.blocked']);
  expect([...world.table.blocks.keys()]).toEqual(['203.0.113.7/32']);
  expect(world.pager.sent).toHaveLength(1);
  const { subject, message } = world.pager.sent[0] ?? { subject: '', message: '' };
  expect(subject).toBe(`Sallyport test: honeytoken used once, ${TOKEN}`);
  for (const part of [
    'A decoy secret of the stage test was asked for once',
    'Source       203.0.113.7 at 2026-11-23T17:00:00.000Z, GetSecretValue prod/stripe/live-key by secret',
    'as: arn[:]aws[:]iam[:]:123456789012[:]user/build',
    'source blocked until',
  ])
    expect(message).toContain(part);
  expect(world.metrics.counted).toContain('HoneytokenTripped');
});

test('an event that is delivered again counts once, and a second reading is counted', async () => {
  const world = responseWorld();
  for (const n of [1, 1, 2, 1, 2]) await deliver(world, asked(n));
  expect(record(world)).toMatchObject({ hits: 2, trips: [{ callId: 'event-1' }] });
  expect(world.pager.sent).toHaveLength(1);
});

test('a reading that CloudTrail tells of when its quarter of an hour is long settled is told of with the next page', async () => {
  const world = responseWorld();
  await deliver(world, asked(1));
  await world.sweep(30);
  expect(record(world)?.outbox).toBeUndefined();
  await deliver(world, asked(2));
  await world.sweep(2);
  expect(world.pager.sent).toHaveLength(2);
  expect(record(world)).toMatchObject({ hits: 2 });
});

test('an AWS service that reads for somebody is told of, and nobody is blocked', async () => {
  const world = responseWorld();
  await deliver(world, asked(1, { sourceIPAddress: 'cloudformation.amazonaws.com' }));
  expect(world.table.blocks.size).toBe(0);
  const message = world.pager.sent[0]?.message ?? '';
  expect(message).toContain('source NOT blocked: it is no address');
  expect(message).not.toContain('audit search');
});

test('a reading that cannot be recorded fails, so that it is delivered again, and nothing is said before', async () => {
  const world = responseWorld();
  const trips = { record: () => Promise.reject(new Error('the table is down')) };
  await expect(world.handle(asked(1), { trips })).rejects.toThrow('something is left to do');
  expect([world.bus.published, world.metrics.counted]).toEqual([[], ['ResponderFailed']]);
  await deliver(world, asked(1));
  expect(world.pager.sent).toHaveLength(1);
});

test('a reading whose event does not leave is answered by the sweep', async () => {
  const world = responseWorld();
  const events = new FakeEventBus();
  events.publish = () => Promise.reject(new Error('the bus is down'));
  await world.handle(asked(1), { events });
  expect(world.pager.sent).toHaveLength(0);
  await world.sweep(1);
  expect(world.pager.sent).toHaveLength(1);
});

test('CloudTrail’s word of a secret that is none of ours is refused and never retried', async () => {
  const world = responseWorld();
  await world.handle(secretAsked('prod/db'));
  expect([world.table.records.size, world.metrics.counted]).toEqual([0, ['ResponderFailed']]);
});
