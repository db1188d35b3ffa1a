import type { FaultCode } from '../../contract/faults.ts';
import type { Measures } from '../../contract/metrics.ts';
import type { ProxySettings } from '../../contract/settings.ts';
import type { Schemas } from '../domain/body-objection.ts';
import type { Call } from '../domain/call.ts';
import { type Decision, decide } from '../domain/decide.ts';
import { asFault, Fault } from '../domain/fault.ts';
import { ruleOf } from '../domain/rule-of.ts';
import { usedUnits } from '../domain/used-units.ts';
import { askUpstream } from './ask-upstream.ts';
import { CallMeter } from './call-meter.ts';
import type { AnswerSink, UpstreamPort, Vault } from './ports.ts';
import { type RecordCallDeps, recordCall } from './record-call.ts';
import { refuseCall } from './refuse-call.ts';
import { releaseAnswer } from './release-answer.ts';
import type { ReserveQuotaDeps } from './reserve-quota.ts';

export interface ServeCallDeps extends RecordCallDeps, Omit<ReserveQuotaDeps, 'settings'> {
  readonly settings: Pick<ProxySettings, 'upstream' | 'products' | 'roles' | 'meter' | 'quotas'>;
  /** @default none, which opens no route that a schema guards */
  readonly schemas?: Schemas;
  readonly vault: Vault;
  readonly upstream: UpstreamPort;
}

type Allowed = Extract<Decision, { kind: 'allow' }>;

/** How far the exchange came, for the outcome record. */
interface Progress {
  status?: number;
  responseBytes: number;
  secretVersion?: string;
  scrubbed?: number;
}

/** Recorded when the client left before any status was sent; nobody receives it. nginx's number for the same. */
const CLIENT_LEFT_STATUS = 499;

/** The upstream's own failures, as against ours and the client's. */
const UNREACHED: ReadonlySet<FaultCode> = new Set(['upstream.unreachable', 'upstream.timeout']);

/**
 * Serves one call: decide, ask the upstream while the decision is being recorded, release the answer once it is, record
 * the outcome after the last byte. Rejects with a Fault; whether bytes had left by then is the sink's to know.
 */
export async function serveCall(deps: ServeCallDeps, call: Call, sink: AnswerSink): Promise<void> {
  const decision = decide(call, deps.settings, deps.schemas);
  if (decision.kind === 'deny') {
    deps.metrics.count('RouteForbidden');
    throw await refuseCall(deps, call, new Fault(decision.code), ruleOf(decision.by));
  }
  const { product } = decision;
  const startedAt = deps.now().getTime();
  const progress: Progress = { responseBytes: 0 };
  const meter = new CallMeter(deps, call);
  const finish = (verdict: string, status?: number) => {
    const { units } = meter;
    const result = {
      ...progress,
      product,
      units,
      status: progress.status ?? status,
      requestBytes: call.body.length,
    };
    const durationMs = deps.now().getTime() - startedAt;
    // The bytes have left: a failure to record is counted and alarmed, and can no longer be told to the client.
    return recordCall(deps, call, 'outcome', decision.route, verdict, { ...result, durationMs }).catch(
      () => undefined,
    );
  };
  try {
    const times = await exchange(deps, decision, sink, progress, meter);
    deps.metrics.count('RequestAllowed', undefined, { ...times, ...usedUnits(meter.units) });
    await finish(meter.exceeded ? ('quota.exceeded' satisfies FaultCode) : 'allowed');
  } catch (error) {
    const fault = asFault(error);
    if (UNREACHED.has(fault.code) && !sink.left.aborted) deps.metrics.count('UpstreamUnreachable');
    await (sink.left.aborted ? finish('client.left', CLIENT_LEFT_STATUS) : finish(fault.code, fault.status));
    throw fault;
  } finally {
    await Promise.all([deps.vault.settled(), meter.settle(progress.status)]);
  }
}

async function exchange(
  deps: ServeCallDeps,
  { call, route, product }: Allowed,
  sink: AnswerSink,
  progress: Progress,
  meter: CallMeter,
): Promise<Measures> {
  const startedAt = deps.now().getTime();
  let upstreamMs = 0;
  // One listener in place of AbortSignal.any, which costs as much as signing an AWS call.
  const stop = new AbortController();
  if (sink.left.aborted) stop.abort();
  else sink.left.addEventListener('abort', () => stop.abort(), { once: true });
  const recorded = recordCall(deps, call, 'decision', route, 'allowed', { product });
  const ask = async () => {
    stop.signal.throwIfAborted();
    const askedAt = deps.now().getTime();
    const given = await askUpstream(deps, call, stop.signal);
    upstreamMs = deps.now().getTime() - askedAt;
    return given;
  };
  const reserved = meter.reserve(call);
  const asked = reserved === undefined ? ask() : reserved.then(ask);
  asked.catch(() => undefined); // an unrecorded decision is reported first and outranks whatever the upstream did
  try {
    await recorded;
  } catch (error) {
    stop.abort(); // without its record the call is of no use: stop the upstream at once
    throw error;
  }
  const { answer, key } = await asked;
  progress.secretVersion = key.version;
  const gatewayMs = deps.now().getTime() - startedAt - upstreamMs;
  await releaseAnswer(deps, call, meter.watched(answer), key, sink, progress);
  return { UpstreamLatency: upstreamMs, GatewayLatency: gatewayMs };
}
