import type { Sight } from '../../lambda/domain/judge-drill.ts';
import type { DoorAnswer } from './door.ts';
import type { Drill } from './drill.ts';

/** What has made one gateway or another call somewhere else. */
const attempts = (host: string, path: string): readonly (readonly [string, Attempt])[] => [
  ['Host', { headers: { host } }],
  ['absolute form', { target: `http://${host}${path}` }],
  ['X-Forwarded-Host', { headers: { 'x-forwarded-host': host } }],
  ['Forwarded', { headers: { forwarded: `host=${host};proto=http` } }],
  ['X-Host', { headers: { 'x-host': host } }],
  ['X-Original-URL', { headers: { 'x-original-url': `http://${host}/` } }],
  ['X-Rewrite-URL', { headers: { 'x-rewrite-url': `http://${host}/` } }],
  ['X-HTTP-Host-Override', { headers: { 'x-http-host-override': host } }],
  ['X-Goog-Upload-Url', { headers: { 'x-goog-upload-url': `http://${host}/` } }],
  ['Destination', { headers: { destination: `http://${host}/` } }],
];

interface Attempt {
  readonly target?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const ssrf: Drill = {
  name: 'ssrf',
  expected: 'no header and no form of the request line sends a call elsewhere',
  play: async (ground) => {
    const path = ground.wish.call;
    if (path === undefined)
      return {
        kind: 'skipped',
        because: 'no call is known that reaches an upstream; name one with --call PATH',
      };
    const { key } = await ground.makeKey();
    const usual = await ground.call(key, { target: path });
    if (usual.status >= 400)
      return {
        kind: 'skipped',
        because: `GET ${path} itself is answered with ${usual.status}; name another with --call`,
      };
    const canary = await ground.ports.canary();
    try {
      const sights: Sight[] = [];
      for (const [name, attempt] of attempts(canary.host, path))
        sights.push(unmoved(name, usual, await ground.call(key, { target: path, ...attempt })));
      const touches = canary.touched();
      const wrong = sights.filter(({ holds }) => !holds);
      const seen = `${sights.length} ways tried, each refused or answered as always`;
      const reach = canary.reachable ? 'nobody called the listener' : 'told by the answers alone';
      return {
        kind: 'played',
        sights: [
          ...(wrong.length > 0 ? wrong : [{ holds: true, seen }]),
          { holds: touches === 0, seen: touches === 0 ? reach : `the listener was called ${touches} times` },
        ],
      };
    } finally {
      await canary.close();
    }
  },
};

/** Refused is fine, and so is the usual answer; an upstream that cannot be reached is one that was looked for. */
const unmoved = (name: string, usual: DoorAnswer, { status }: DoorAnswer): Sight => ({
  holds: status === usual.status || (status >= 400 && status < 500),
  seen: `${name}: ${status} instead of ${usual.status}`,
});
