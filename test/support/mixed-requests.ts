import type { ServerResponse } from 'node:http';

/** One kind of request among many, and what must come of it. */
export interface Kind {
  readonly path: string;
  /** Whose key it carries. */
  readonly key: KeyName;
  readonly init?: RequestInit;
  /** Whether the client goes away when the answer has begun, or has not. */
  readonly leaves?: 'early' | 'midway';
  /** What the audit must hold of it: a decision and its outcome, a refusal, or nothing. */
  readonly audited: 'call' | 'refusal' | 'nothing';
  readonly status: number;
}
type KeyName = 'demo' | 'reader' | 'revoked' | 'slowed' | 'spent' | 'nonsense' | 'none';

/** How the upstream answers each path. */
export const ANSWERS: Readonly<Record<string, (response: ServerResponse) => void>> = {
  '/hello': (response) => response.end('hello'),
  '/broken': (response) => response.writeHead(500).end('{"error":"ours"}'),
  '/hang': () => undefined,
  '/cut': (response) => {
    response.writeHead(200, { 'content-length': '1000000' }).write('the first part'.repeat(20_000));
    setTimeout(() => response.destroy(), 20);
  },
  '/drip': (response) => {
    response.writeHead(200).write('.');
    const drip = setInterval(() => response.write('.'), 30);
    response.on('close', () => clearInterval(drip));
  },
};

const KINDS: readonly (readonly [number, Kind])[] = [
  [8, { path: '/u/hello', key: 'demo', audited: 'call', status: 200 }],
  [2, { path: '/u/broken', key: 'demo', audited: 'call', status: 500 }],
  [1, { path: '/u/hang', key: 'demo', audited: 'call', status: 504 }],
  [2, { path: '/u/cut', key: 'demo', audited: 'call', status: 200 }],
  [2, { path: '/u/drip', key: 'demo', leaves: 'midway', audited: 'call', status: 200 }],
  [1, { path: '/u/hang', key: 'demo', leaves: 'early', audited: 'call', status: 499 }],
  [2, { path: '/u/hello', key: 'reader', init: { method: 'POST' }, audited: 'refusal', status: 403 }],
  [1, { path: '/u/hello%2fx', key: 'demo', audited: 'refusal', status: 400 }],
  [2, { path: '/u/hello', key: 'revoked', audited: 'refusal', status: 401 }],
  [2, { path: '/u/hello', key: 'spent', audited: 'call', status: 429 }],
  [2, { path: '/u/hello', key: 'slowed', audited: 'nothing', status: 429 }],
  [2, { path: '/u/hello', key: 'nonsense', audited: 'nothing', status: 401 }],
  [1, { path: '/u/hello', key: 'none', audited: 'nothing', status: 401 }],
  [1, { path: '/nowhere', key: 'demo', audited: 'nothing', status: 404 }],
];

/** Each kind as often as its share. */
export const DEAL = KINDS.flatMap(([share, kind]) => Array.from({ length: share }, () => kind));
