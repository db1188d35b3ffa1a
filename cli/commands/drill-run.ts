import { drillMark } from '../../lambda/domain/drill-mark.ts';
import { DRILL_TIMES, type DrillSighting, judgeDrill, type Took } from '../../lambda/domain/judge-drill.ts';
import { OperatorFault } from '../../lambda/domain/operator-fault.ts';
import { ALL_DRILLS } from '../drills/all-drills.ts';
import type { Drill, DrillWish } from '../drills/drill.ts';
import { type DrillPlan, drillGround } from '../drills/drill-ground.ts';
import type { DrillPorts } from '../drills/drill-ports.ts';
import { type DrillDocument, type DrillRow, drillReport } from '../drills/drill-report.ts';
import { type Tidying, tidyUp } from '../drills/tidy-up.ts';
import type { Host } from '../host.ts';
import type { Report } from '../report.ts';
import { UsageError } from '../usage-error.ts';

export interface DrillOptions extends DrillWish {
  /** @default all */
  readonly only?: readonly string[];
  /** Ask first. */
  readonly ask: boolean;
}

/** Plays attacks on purpose and reports each. What it made is taken away, whatever happens. */
export async function drillRun(
  host: Pick<Host, 'confirm' | 'complain'>,
  ports: DrillPorts,
  options: DrillOptions,
): Promise<Report<DrillDocument>> {
  const drills = chosen(options.only);
  const question = `Play ${drills.length} attacks on the stage ${ports.stage}? People are paged as by a real one, and this machine may be refused for a moment.`;
  if (options.ask && !(await host.confirm(question)))
    throw new OperatorFault('input.refused', 'nothing was played', 'answer y, or pass --yes');
  const id = drillMark(ports.random(4));
  const tidying: Tidying = { keys: [], decoys: [] };
  const document = await ports.actions.during({ action: 'drill.run', subject: id }, async () => {
    const items: DrillRow[] = [];
    let left: readonly string[] = [];
    try {
      for (const drill of drills) {
        host.complain([`${id}: ${drill.name} …`]);
        const plan = { wish: options, mark: id, place: ALL_DRILLS.indexOf(drill), tidying };
        items.push(await playOne(drill, ports, plan));
      }
    } finally {
      left = await tidyUp(ports, tidying);
    }
    const ok = left.length === 0 && items.every(({ result }) => result !== 'fail');
    const results = Object.fromEntries(items.map(({ drill, result }) => [drill, result]));
    return { result: { id, ok, items, left }, after: results };
  });
  return drillReport(document);
}

function chosen(only: readonly string[] | undefined): readonly Drill[] {
  const names = ALL_DRILLS.map(({ name }) => name);
  const strange = (only ?? []).filter((name) => !names.includes(name));
  if (strange.length > 0) throw new UsageError([`--only takes ${names.join(', ')}`]);
  return ALL_DRILLS.filter(({ name }) => only === undefined || only.includes(name));
}

async function playOne(drill: Drill, ports: DrillPorts, plan: DrillPlan): Promise<DrillRow> {
  const startedAt = ports.ticks();
  const sighting = ports.stop.aborted
    ? broken('not played: the drill was stopped')
    : await attempt(() => drill.play(drillGround(ports, plan)));
  const { result, seen } = judgeDrill(sighting);
  const times = sighting.kind === 'played' ? (sighting.times ?? {}) : {};
  const unenforced = DRILL_TIMES.map((name) => times[name]).find((took) => took?.kind === 'unenforced');
  return {
    ...{ drill: drill.name, result, expected: drill.expected, seen },
    tookMs: Math.round(ports.ticks() - startedAt),
    detectionMs: msOf(times.detection),
    responseMs: msOf(times.response),
    alertMs: msOf(times.alert),
    unenforced: unenforced?.kind === 'unenforced' ? unenforced.because : null,
  };
}

/** A drill that breaks off has not shown what it had to show; what was seen of the others stands. */
const attempt = (play: () => Promise<DrillSighting>): Promise<DrillSighting> =>
  play().catch((error: unknown) => {
    if (!(error instanceof OperatorFault)) throw error;
    if (error.code === 'drill.stopped') return broken('stopped before its end');
    return broken(`it broke off: ${error.message}; ${error.fix}`);
  });

const broken = (seen: string): DrillSighting => ({ kind: 'played', sights: [{ holds: false, seen }] });

const msOf = (took: Took | undefined): number | null => (took?.kind === 'after' ? Math.round(took.ms) : null);
