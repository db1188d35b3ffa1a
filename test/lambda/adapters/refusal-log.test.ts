import { expect, test } from '@jest/globals';
import { refusalLog } from '../../../lambda/adapters/refusal-log.ts';

test('a refusal that is in no record yet is one line that names key, call and reason', () => {
  const lines: string[] = [];
  const refusal = {
    callId: 'c',
    keyId: 'key_1',
    client: 'acme',
    ip: '203.0.113.7',
    verdict: 'credential.bait',
  };
  refusalLog((line) => lines.push(line))({ ...refusal, recorded: false });
  expect(lines).toEqual([
    '{"level":"warn","unrecorded":"credential.bait","callId":"c","keyId":"key_1","client":"acme","ip":"203.0.113.7"}',
  ]);
});
