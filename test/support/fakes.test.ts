import { expect, test } from '@jest/globals';
import { auditItem } from '../../lambda/domain/audit-record.ts';
import type { Authorised, Call } from '../../lambda/domain/call.ts';
import { callOf, keyItem, upstreamKey } from './build.ts';
import { FakeAuditLog } from './fake-audit-log.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeKeyStore } from './fake-key-store.ts';
import { FakeSink } from './fake-sink.ts';
import { FakeUpstream } from './fake-upstream.ts';
import { FakeVault } from './fake-vault.ts';

const call = callOf() as Authorised<Call>;
const facts = {
  callId: 'c',
  keyId: 'k',
  client: 'a',
  upstream: 'u',
  method: 'GET',
  route: '-',
  ip: '-',
  verdict: 'x',
};
const item = auditItem('decision', facts, {}, new Date(0), 1);

test('the fake audit log rejects a broken kind and keeps nothing of it', async () => {
  const audit = new FakeAuditLog();
  audit.broken.add('decision');
  await expect(audit.append(item)).rejects.toThrow('does not answer');
  audit.broken.clear();
  await audit.append(item);
  expect(audit.lines).toEqual(['decision x -']);
});

test('the fake key store finds what it holds, counts look-ups and can fail', async () => {
  const keys = new FakeKeyStore();
  keys.items.set('h', keyItem());
  expect(await keys.find('h')).toEqual(keyItem());
  expect(await keys.find('other')).toBeUndefined();
  keys.broken = true;
  await expect(keys.find('h')).rejects.toThrow('does not answer');
  expect(keys.lookups).toBe(3);
});

test('the fake vault gives the next key only once it was read again', async () => {
  const vault = new FakeVault(upstreamKey('first-key-0001', 'v1'), upstreamKey('second-key-0001', 'v2'));
  expect((await vault.current()).version).toBe('v1');
  expect((await vault.reread()).version).toBe('v2');
  expect((await vault.current()).version).toBe('v2');
});

test('the fake upstream cuts its body with a Fault and refuses unplanned calls', async () => {
  const upstream = new FakeUpstream({ chunks: ['a'], cut: true });
  const { body } = await upstream.forward(call, upstreamKey(), new AbortController().signal);
  await expect(drain(body)).rejects.toThrow('upstream.unreachable');
  await expect(upstream.forward(call, upstreamKey(), new AbortController().signal)).rejects.toThrow(
    'more often',
  );
});

test('the fake sink takes nothing once the client has left', async () => {
  const sink = new FakeSink();
  sink.start(200, []);
  await sink.write(Buffer.from('a'));
  sink.leave();
  await expect(sink.write(Buffer.from('b'))).rejects.toThrow('abort');
  expect(sink.text).toBe('a');
});

test('the fake clock stands still until it is moved', () => {
  const clock = new FakeClock();
  const before = clock.now().getTime();
  clock.advance(5);
  expect(clock.now().getTime() - before).toBe(5);
});

async function drain(body: AsyncIterable<Buffer>): Promise<void> {
  for await (const _chunk of body);
}
