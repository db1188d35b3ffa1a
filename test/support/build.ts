import type { AuthorizerContext } from '../../contract/authorizer-context.ts';
import type { Trip } from '../../contract/honeytokens.ts';
import { PLACEMENTS, type PlacementItem } from '../../contract/placements.ts';
import type { ProxySettings } from '../../contract/settings.ts';
import type { KeyItem } from '../../contract/tables.ts';
import type { Upstream } from '../../contract/upstream.ts';
import type { Call } from '../../lambda/domain/call.ts';
import { Secret } from '../../lambda/domain/secret.ts';
import { sourceRange } from '../../lambda/domain/source-range.ts';
import type { TripFacts } from '../../lambda/domain/trip-facts.ts';
import { tripWindow } from '../../lambda/domain/trip-window.ts';
import type { UpstreamKey } from '../../lambda/domain/upstream-secret.ts';

/** An active key without limits. */
export const keyItem = (over: Partial<KeyItem> = {}): KeyItem => ({
  keyHash: 'a'.repeat(64),
  id: 'key_00000000000000000001',
  client: 'acme',
  products: ['weather'],
  plan: 'basic',
  state: 'active',
  usageKey: 'usage-0001',
  usageKeyId: 'usageid-1',
  expiresAtSeconds: 0,
  ips: [],
  note: '',
  createdAt: '2026-11-23T00:00:00.000Z',
  seal: '0'.repeat(64),
  ...over,
});

/** An upstream with one route, one carrier and generous limits. */
export const upstreamOf = (over: Partial<Upstream> = {}): Upstream => ({
  name: 'weather',
  mount: '/weather',
  baseUrl: 'https://api.example.com/v2',
  inject: { as: 'header', name: 'x-token' },
  carriers: [{ in: 'header', name: 'x-api-key' }],
  routes: [{ methods: ['GET', 'POST'], path: '/forecast/*' }],
  dropQuery: [],
  refuseQuery: [],
  dropHeaders: [],
  bodyBytesMax: 1_000,
  timeouts: { connectMs: 1_000, headersMs: 1_000, idleMs: 1_000, totalMs: 5_000 },
  refusals: [{ status: 401 }],
  ...over,
});

export const settingsOf = (over: Partial<Upstream> = {}): ProxySettings => {
  const upstream = upstreamOf(over);
  return {
    upstream,
    products: { weather: upstream.routes },
    roles: {},
    meter: 'requests',
    quotas: {},
    allowLoopbackUpstreams: true,
  };
};

/** What the authorizer says about a key that nothing narrows. */
export const callerContext = (over: Partial<AuthorizerContext> = {}): AuthorizerContext => ({
  keyId: 'key_00000000000000000001',
  client: 'acme',
  plan: 'basic',
  products: 'weather',
  role: '*',
  scopes: '*',
  ...over,
});

export const callOf = (over: Partial<Call> = {}): Call => ({
  callId: 'call-1',
  method: 'GET',
  path: '/forecast/rome',
  query: [],
  headers: [],
  body: Buffer.alloc(0),
  ip: '203.0.113.7',
  userAgent: 'curl/8.5.0',
  gatewayUrl: 'https://gateway.example.com/test',
  caller: callerContext(),
  ...over,
});

/** A key that may go to `upstreamOf()`. */
export const upstreamKey = (
  value = 'upstream-key-0001',
  version = 'v1',
  boundTo = 'https://api.example.com/v2',
): UpstreamKey => ({
  secret: new Secret(value, 'upstream key'),
  version,
  boundTo,
});

/** A use of a honeytoken at 17:05. */
export function tripFacts(tokenId: string, over: Partial<Trip> = {}): TripFacts {
  const trip: Trip = {
    at: '2026-11-23T17:05:00.000Z',
    ip: '198.51.100.7',
    userAgent: 'curl/8.5.0',
    method: 'GET',
    mount: '/weather',
    carrier: 'x-api-key',
    callId: 'call-1',
    ...over,
  };
  return { tokenId, trip, source: sourceRange(trip.ip) ?? '', window: tripWindow(new Date(trip.at)) };
}

/** Where a decoy was planted. */
export const placementItem = (over: Partial<PlacementItem> = {}): PlacementItem => ({
  tokenId: PLACEMENTS.partition,
  entry: 'key_00000000000000000001',
  state: 'planted',
  label: 'repo acme/web, .env',
  plantedBy: 'ops',
  plantedAt: '2026-11-23T17:00:00.000Z',
  ...over,
});
