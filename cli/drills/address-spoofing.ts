import type { Sight } from '../../lambda/domain/judge-drill.ts';
import { refusedLike } from './answers.ts';
import type { Drill } from './drill.ts';
import { unknownKey } from './unknown-key.ts';

/** Nobody has it (RFC 5737). */
const HOME = '192.0.2.1';
const CLAIMS: Readonly<Record<string, string>> = {
  'x-forwarded-for': HOME,
  forwarded: `for=${HOME}`,
  'x-real-ip': HOME,
  'true-client-ip': HOME,
  'cf-connecting-ip': HOME,
  'x-client-ip': HOME,
  'x-cluster-client-ip': HOME,
};

export const addressSpoofing: Drill = {
  name: 'address-spoofing',
  expected: 'a key that is bound to an address is refused from elsewhere, whatever headers claim',
  play: async (ground) => {
    const { key } = await ground.makeKey({ ips: [HOME] });
    const unknown = await ground.call(unknownKey(ground));
    const claims = [{}, ...Object.entries(CLAIMS).map(([name, value]) => ({ [name]: value })), CLAIMS];
    const sights: Sight[] = [];
    for (const headers of claims) {
      const names = Object.keys(headers).join(', ') || 'no header';
      sights.push(refusedLike(unknown, await ground.call(key, { headers }), names));
    }
    const wrong = sights.filter(({ holds }) => !holds);
    const seen = `refused ${sights.length} times, like an unknown key: without a header, with each of ${Object.keys(CLAIMS).length}, with all`;
    return { kind: 'played', sights: wrong.length > 0 ? wrong : [{ holds: true, seen }] };
  },
};
