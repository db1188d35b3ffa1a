import type { ProxySettings } from '../../../contract/settings.ts';
import type { Upstream } from '../../../contract/upstream.ts';
import type { Call } from '../../../lambda/domain/call.ts';
import { Fault } from '../../../lambda/domain/fault.ts';
import { serveCall } from '../../../lambda/flows/serve-call.ts';
import { callOf, settingsOf, upstreamKey } from '../../support/build.ts';
import { FakeAuditLog } from '../../support/fake-audit-log.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeEventBus } from '../../support/fake-event-bus.ts';
import { FakeMetrics } from '../../support/fake-metrics.ts';
import { FakeQuotaStore } from '../../support/fake-quota-store.ts';
import { FakeSink } from '../../support/fake-sink.ts';
import { FakeUpstream, type Script } from '../../support/fake-upstream.ts';
import { FakeVault } from '../../support/fake-vault.ts';

interface SetUp {
  readonly scripts?: readonly Script[];
  readonly vault?: FakeVault;
  readonly auditMode?: 'strict' | 'relaxed';
  readonly upstream?: Partial<Upstream>;
  readonly quota?: Pick<ProxySettings, 'meter' | 'quotas'>;
}

/** One call to be served with fakes all around; `serve()` gives `served` or the code of the fault. */
export function setUpServeCall({
  scripts = [{}],
  vault = new FakeVault(upstreamKey()),
  auditMode = 'strict',
  upstream: over,
  quota,
}: SetUp = {}) {
  const [audit, metrics, sink, clock] = [
    new FakeAuditLog(),
    new FakeMetrics(),
    new FakeSink(),
    new FakeClock(),
  ];
  const upstream = new FakeUpstream(...scripts);
  const settings = { ...settingsOf(over), ...quota };
  const [quotas, events] = [new FakeQuotaStore(), new FakeEventBus()];
  const deps = {
    settings,
    quotas,
    events,
    stage: 'test',
    audit,
    metrics,
    upstream,
    vault,
    now: clock.now,
    auditMode,
    auditRetentionDays: 1,
  };
  const serve = (call: Partial<Call> = {}): Promise<string> =>
    serveCall(deps, callOf(call), sink).then(
      () => 'served',
      (error: unknown) => (error instanceof Fault ? error.code : `not a Fault: ${String(error)}`),
    );
  return { audit, quotas, events, metrics, sink, clock, upstream, vault, deps, serve };
}
