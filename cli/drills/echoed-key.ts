import { holdsClientKey } from '../../lambda/domain/holds-client-key.ts';
import { searchAudit } from '../../lambda/flows/search-audit.ts';
import type { Drill } from './drill.ts';

const WAIT_MS = 5_000;

export const echoedKey: Drill = {
  name: 'echoed-key',
  expected: 'an upstream that answers with its key is answered for without it',
  play: async (ground) => {
    const path = ground.wish.echo;
    if (path === undefined)
      return {
        kind: 'skipped',
        because:
          'no route is known whose upstream answers with the headers it was sent; name one with --echo PATH',
      };
    const { audit, now } = ground.ports;
    const { record, key } = await ground.makeKey();
    const since = new Date(now().getTime() - 60_000);
    const answer = await ground.call(key, { target: path });
    if (answer.status >= 300)
      return {
        kind: 'skipped',
        because: `GET ${path} is answered with ${answer.status}; name another with --echo`,
      };
    let scrubbed = 0;
    await ground.until(ground.ticks(), WAIT_MS, async () => {
      const filter = { keyId: record.id, since, limit: 10 };
      const { items } = await searchAudit(audit, filter, now());
      scrubbed = Math.max(0, ...items.map((item) => item.scrubbed ?? 0));
      return items.some(({ verdict }) => verdict !== 'unfinished' && verdict !== 'route.forbidden');
    });
    const clientKey = holdsClientKey(answer.body);
    const taken = `taken out of the answer ${scrubbed === 1 ? 'once' : `${scrubbed} times`}`;
    return {
      kind: 'played',
      sights: [
        {
          holds: scrubbed > 0,
          seen: scrubbed > 0 ? taken : 'nothing was taken out of the answer: not echoed, or missed',
        },
        {
          holds: !clientKey,
          seen: clientKey ? 'the upstream was sent the client key' : 'the client key had not been sent on',
        },
      ],
    };
  },
};
