import { expect, test } from '@jest/globals';
import { FAULTS, type FaultCode } from '../../../contract/faults.ts';
import { Fault } from '../../../lambda/domain/fault.ts';
import { problemResponse } from '../../../lambda/http/problem-response.ts';

test.each(Object.keys(FAULTS) as FaultCode[])(
  'the problem of %s says its row and the request id, nothing else',
  (code) => {
    const cause = new Error('a detail nobody outside may read');
    const { status, headers, body } = problemResponse(new Fault(code, { cause }), 'call-1');
    expect(status).toBe(FAULTS[code].status);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
    });
    expect(headers.some(([name]) => name === 'retry-after')).toBe(status === 503);
    expect(body).toBe(
      JSON.stringify({
        type: `urn:sallyport:problem:${code}`,
        title: FAULTS[code].title,
        status,
        detail: FAULTS[code].next,
        code,
        requestId: 'call-1',
      }),
    );
  },
);
