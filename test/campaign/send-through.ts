import type { Context } from 'aws-lambda';
import type { JsonSchema } from '../../contract/constraints.ts';
import type { AuditItem } from '../../contract/tables.ts';
import { createHandler as createAuthorizer } from '../../lambda/authorizer/handler.ts';
import { hashClientKey } from '../../lambda/domain/client-key.ts';
import { createHandler as createProxy } from '../../lambda/proxy/handler.ts';
import { schemaTest } from '../../lib/config.ts';
import { parseQuery } from '../../local/rest-api/parse-query.ts';
import { keyItem, upstreamKey } from '../support/build.ts';
import { decoyPorts } from '../support/decoy-ports.ts';
import { authorizerEvent, proxyEvent } from '../support/events.ts';
import { FakeAuditLog } from '../support/fake-audit-log.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { FakeEventBus } from '../support/fake-event-bus.ts';
import { FakeKeyStore } from '../support/fake-key-store.ts';
import { FakeMetrics } from '../support/fake-metrics.ts';
import { rapidPulse } from '../support/fake-pulse.ts';
import { FakeQuotaStore } from '../support/fake-quota-store.ts';
import { FakeSink } from '../support/fake-sink.ts';
import { tokenPorts } from '../support/fake-tokens.ts';
import { FakeVault } from '../support/fake-vault.ts';
import { type GeneratedRequest, KEYS } from './generated-request.ts';
import { MOUNTED, type Mounted } from './mounted.ts';
import { RecordingUpstream } from './recording-upstream.ts';

export const UPSTREAM_SECRET = 'upstream-secret-0123456789abcdef';

/** Everything that left on any side. */
export interface Sent {
  readonly place: Mounted;
  readonly status: number;
  readonly query: readonly (readonly [string, string])[];
  readonly toClient: string;
  readonly toUpstream: readonly Buffer[];
  /** Audit records and log lines. */
  readonly kept: string;
}

const keys = new FakeKeyStore();
const owned = (key: string, over: object) =>
  keys.items.set(hashClientKey(key), keyItem({ products: ['all'], ...over }));
owned(KEYS.mine, { id: 'key_mine' });
owned(KEYS.theirs, { id: 'key_theirs' });
owned(KEYS.revoked, { id: 'key_revoked', state: 'revoked' });

/** Made once for each schema, as at synth. */
const tests = new Map<JsonSchema, (value: unknown) => boolean>();
const schemas = (schema: JsonSchema) => {
  const known = tests.get(schema) ?? schemaTest(schema);
  tests.set(schema, known);
  return known;
};

const mounts = MOUNTED.map(({ settings: { upstream } }) => ({
  mount: upstream.mount,
  carriers: upstream.carriers,
}));

/** One request through the authorizer and, if that says yes, through the proxy of its mount, as API Gateway would carry it. */
export async function sendThrough(request: GeneratedRequest): Promise<Sent> {
  const place =
    MOUNTED.find(({ settings }) => request.path.startsWith(`${settings.upstream.mount}/`)) ??
    MOUNTED[request.to];
  if (place === undefined) throw new Error('there is no such upstream');
  const audit = new FakeAuditLog();
  const log: string[] = [];
  const lists = listsOf(request);
  const parts = { method: request.method, path: request.path, ...lists };
  const now = new FakeClock().now;
  const shared = { ...tokenPorts(), audit, metrics: new FakeMetrics(), now, auditRetentionDays: 1 };
  const logFault = (fault: object) => void log.push(JSON.stringify(fault));
  const logRefusal = (refusal: object) => void log.push(JSON.stringify(refusal));
  const authorizer = createAuthorizer({
    ...{ ...shared, keys, stage: 'test', settings: { mounts, decoyRoutes: [] }, startPulse: rapidPulse },
    ...{ ...decoyPorts(), logFault, logRefusal },
  });
  const answer = await authorizer(authorizerEvent(parts), {} as Context).catch(
    (error: Error) => error.message,
  );
  const query = Object.entries(lists.query).flatMap(([name, values]) =>
    values.map((value) => [name, value] as const),
  );
  const kept = () => JSON.stringify([audit.items satisfies AuditItem[], log]);
  if (typeof answer === 'string') {
    const status = answer === 'Unauthorized' ? 401 : 500;
    return { place, status, query, toClient: answer, toUpstream: [], kept: kept() };
  }
  const event = proxyEvent({ ...parts, body: request.body.toString('base64'), base64: true });
  const upstream = new RecordingUpstream(place.settings.upstream);
  const vault = new FakeVault(upstreamKey(UPSTREAM_SECRET, 'v1', place.settings.upstream.baseUrl));
  const sink = new FakeSink();
  const proxy = createProxy({
    ...{ quotas: new FakeQuotaStore(), events: new FakeEventBus(), stage: 'test' },
    ...{ ...shared, settings: place.settings, schemas, vault, upstream, auditMode: 'strict' as const },
    ...{ openSink: (stream: FakeSink) => stream, logFault },
  });
  const requestContext = { ...event.requestContext, authorizer: answer.context };
  await proxy({ ...event, requestContext }, sink);
  const toClient =
    JSON.stringify([sink.status, sink.headers]) + Buffer.concat(sink.chunks).toString('latin1');
  return { place, status: sink.status ?? 500, query, toClient, toUpstream: upstream.received, kept: kept() };
}

/** As API Gateway makes them: names to values, queries decoded. */
function listsOf({ headers, query }: GeneratedRequest) {
  const lists: Record<string, string[]> = Object.create(null);
  for (const [name, value] of headers) lists[name] = [...(lists[name] ?? []), value];
  const parameters: Record<string, readonly string[]> = Object.create(null);
  for (const [name, values] of parseQuery(query)) parameters[name] = values;
  return { headers: lists, query: parameters };
}
