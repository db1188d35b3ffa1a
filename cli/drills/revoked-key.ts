import { KEY_MEMORY_MS } from '../../contract/key-memory.ts';
import { secondsText } from '../../lambda/domain/judge-drill.ts';
import { revokeKey } from '../../lambda/flows/revoke-key.ts';
import { isRefused, refusedLike, worst } from './answers.ts';
import type { Drill } from './drill.ts';
import { unknownKey } from './unknown-key.ts';

/** A look takes a while, too. */
const LIMIT_MS = KEY_MEMORY_MS + 1_000;

export const revokedKey: Drill = {
  name: 'revoked-key',
  expected: 'refused like an unknown key within 5 s of its revocation, and ever after',
  play: async (ground) => {
    const { key, record } = await ground.makeKey();
    await revokeKey({ ...ground.ports, pause: () => Promise.resolve() }, record.id, ground.mark);
    const startedAt = ground.ticks();
    const refusedMs = await ground.until(startedAt, LIMIT_MS, async () => isRefused(await ground.call(key)));
    // Other instances of the authorizer may remember it until then.
    await ground.until(
      startedAt,
      KEY_MEMORY_MS,
      async () => ground.ticks() - startedAt >= KEY_MEMORY_MS - 60,
    );
    const unknown = await ground.call(unknownKey(ground));
    const answers = await Promise.all([1, 2, 3].map(() => ground.call(key)));
    const took = refusedMs === undefined ? 'never' : `after ${secondsText(refusedMs)}`;
    return {
      kind: 'played',
      sights: [
        { holds: refusedMs !== undefined, seen: `first refused: ${took}` },
        ...worst(answers.map((answer) => refusedLike(unknown, answer, 'the revoked key'))),
      ],
    };
  },
};
