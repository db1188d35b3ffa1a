import { Secret } from '../../lambda/domain/secret.ts';
import { letIn, refusedLike, worst } from './answers.ts';
import type { Drill } from './drill.ts';
import { unknownKey } from './unknown-key.ts';

export const replay: Drill = {
  name: 'replay',
  expected: 'a token that is good for one call opens the door once',
  play: async (ground) => {
    const { mint, operator } = ground.ports;
    const { record } = await ground.makeKey();
    const wish = { ttl: '1m', uses: 1, label: ground.mark };
    const { keyHash } = record;
    const { status, document } = await mint.ask({ operator, keyHash, body: JSON.stringify(wish) });
    const { token: text } = document;
    if (status !== 201 || typeof text !== 'string')
      return { kind: 'skipped', because: `the mint refused: ${String(document['code'] ?? status)}` };
    const token = new Secret(text, 'token');
    const first = await ground.call(token);
    // At once and together, as whoever caught it in passing would.
    const again = await Promise.all([1, 2, 3].map(() => ground.call(token)));
    const unknown = await ground.call(unknownKey(ground));
    const replays = again.map((answer) => refusedLike(unknown, answer, 'its replay'));
    return { kind: 'played', sights: [letIn(first, 'the first use'), ...worst(replays)] };
  },
};
