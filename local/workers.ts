import type { Place } from './assembly/place.ts';
import { FunctionCatalog } from './aws/lambda/function-catalog.ts';
import { lambda } from './aws/lambda/lambda.ts';
import type { Service } from './aws/operation.ts';
import type { Cleanup } from './cleanup.ts';
import type { Destinations } from './delivery/destinations.ts';
import type { DemandPermission } from './delivery/sender-permits.ts';
import { EventQueue } from './lambda/async/event-queue.ts';
import { functionSink } from './lambda/async/function-sink.ts';
import { ConcurrencyStore } from './lambda/concurrency-store.ts';
import type { AwsAddress } from './lambda/function-environment.ts';
import type { LogListener } from './lambda/function-log.ts';
import { Functions } from './lambda/functions.ts';
import type { InvocationListener } from './lambda/invocation-listener.ts';
import type { FunctionPlan } from './plan/plan-functions.ts';
import type { StateFolder } from './state/state-folder.ts';
import type { Clock } from './time/clock.ts';

export interface WorkersSettings {
  readonly plans: readonly FunctionPlan[];
  /** ARNs of the functions that a client waits for: they are started with the run, the others when they are first needed. */
  readonly awaited: ReadonlySet<string>;
  readonly place: Place;
  readonly state: StateFolder;
  readonly clock: Clock;
  /** Gets the sink of functions. */
  readonly destinations: Destinations;
  readonly demand: DemandPermission;
  readonly aws: () => AwsAddress;
  readonly onLog: LogListener;
  readonly onInvoked: InvocationListener;
}

export interface Workers {
  readonly service: Service;
  readonly functions: Functions;
  /** Starts a process of each function that a client waits for, and goes on with the events that an earlier run has left. */
  start(onNotice: (line: string) => void): Promise<void>;
  /** To be called while the AWS endpoint is still there: what functions do on their way out finds AWS. */
  endWith(cleanup: Cleanup): void;
}

/** The functions and their queue of asynchronous events. */
export function createWorkers(settings: WorkersSettings): Workers {
  const { plans, awaited, place, state, clock, destinations, demand, aws, onLog, onInvoked } = settings;
  const concurrency = new ConcurrencyStore(state.file('concurrency.json'));
  const functions = new Functions({
    ...{ plans, aws, clock, concurrency, onLog, onInvoked },
    logs: state.logs,
    scratch: state.file('tmp'),
  });
  const queue = new EventQueue({
    file: state.file('events.json'),
    ...{ plans, functions, clock, destinations },
    reservedConcurrency: (of) => concurrency.reserved(of),
  });
  destinations.add('lambda', functionSink(queue, demand));
  return {
    service: lambda({ catalog: new FunctionCatalog(plans, place), functions, queue, concurrency }),
    functions,
    start: async (onNotice) => {
      await functions.warm(awaited, onNotice);
      queue.resume();
    },
    endWith: (cleanup) => {
      cleanup.add(() => functions.close());
      cleanup.add(() => Promise.all([queue.close(), concurrency.settled()]));
    },
  };
}
