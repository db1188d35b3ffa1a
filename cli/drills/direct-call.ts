import { OperatorFault } from '../../lambda/domain/operator-fault.ts';
import type { Drill, DrillGround } from './drill.ts';

export const directCall: Drill = {
  name: 'direct-call',
  expected: 'the proxy function refuses an event that no authorizer has vouched for',
  play: async (ground) => {
    const { proxyFunction } = ground.upstream;
    if (proxyFunction === undefined)
      return {
        kind: 'skipped',
        because: 'this deployment does not publish its proxy functions; deploy this version',
      };
    try {
      const answer = await ground.ports.invoke(proxyFunction, JSON.stringify(strangersEvent(ground)));
      const refused = !answer.failed && answer.payload.includes('credential.rejected');
      return {
        kind: 'played',
        sights: [
          { holds: refused, seen: refused ? 'refused with credential.rejected' : 'it was not refused' },
        ],
      };
    } catch (error) {
      if (!(error instanceof OperatorFault)) throw error;
      return {
        kind: 'skipped',
        because: `${error.message}; it needs lambda:InvokeFunction on ${proxyFunction}`,
      };
    }
  },
};

/** What API Gateway would send, without the authorizer's word. */
const strangersEvent = ({ upstream, mark, address }: DrillGround): object => ({
  httpMethod: 'GET',
  path: `${upstream.mount}/drill`,
  multiValueHeaders: { 'user-agent': [mark] },
  multiValueQueryStringParameters: null,
  body: null,
  isBase64Encoded: false,
  requestContext: { requestId: mark, extendedRequestId: mark, identity: { sourceIp: address } },
});
