import { expect, test } from '@jest/globals';
import { FAULTS, type FaultCode } from '../../../contract/faults.ts';
import { asFault, Fault } from '../../../lambda/domain/fault.ts';

test('every fault has the status of its row', () => {
  for (const [code, { status }] of Object.entries(FAULTS))
    expect(new Fault(code as FaultCode).status).toBe(status);
});

test('what nobody foresaw becomes an internal fault that says nothing of its cause', () => {
  const cause = new Error('a detail nobody outside may read');
  const fault = asFault(cause);
  expect([fault.code, fault.message, fault.cause]).toEqual(['internal', 'internal', cause]);
});

test('a fault stays the fault it is', () => {
  const fault = new Fault('upstream.timeout');
  expect(asFault(fault)).toBe(fault);
});
