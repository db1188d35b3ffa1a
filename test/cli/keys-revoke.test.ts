import { expect, test } from '@jest/globals';
import { keysRevoke } from '../../cli/commands/keys-revoke.ts';
import { keyItem } from '../support/build.ts';
import { keyPorts } from '../support/key-ports.ts';

function world(answer: boolean) {
  const ports = keyPorts();
  ports.registry.items.set(keyItem().keyHash, keyItem());
  const asked: string[] = [];
  const host = {
    confirm: async (question: string) => {
      asked.push(question);
      return answer;
    },
    complain: () => undefined,
  };
  return { ports, host, asked, state: () => ports.registry.items.get(keyItem().keyHash)?.state };
}

test('at a terminal nothing is revoked without a yes', async () => {
  const { ports, host, asked, state } = world(false);
  const attempt = keysRevoke(host, ports, { ids: [keyItem().id], ask: true });
  await expect(attempt).rejects.toMatchObject({ code: 'input.refused' });
  expect([asked.length, state()]).toEqual([1, 'active']);
});

test('after a yes, or when nobody is to be asked, it is', async () => {
  for (const ask of [true, false]) {
    const { ports, host, asked, state } = world(true);
    await keysRevoke(host, ports, { ids: [keyItem().id], ask });
    expect([asked.length, state()]).toEqual([ask ? 1 : 0, 'revoked']);
  }
});
