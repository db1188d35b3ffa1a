import type { Place } from './assembly/place.ts';
import { createTables } from './aws/dynamodb/create-tables.ts';
import { DynamoEngine } from './aws/dynamodb/dynamo-engine.ts';
import { dynamoDb } from './aws/dynamodb/dynamodb.ts';
import { TableDesk } from './aws/dynamodb/table-desk.ts';
import { TtlSweeper } from './aws/dynamodb/ttl-sweeper.ts';
import type { Service } from './aws/operation.ts';
import type { Cleanup } from './cleanup.ts';
import type { TablePlan } from './plan/plan-tables.ts';
import type { StateFolder } from './state/state-folder.ts';
import type { Clock } from './time/clock.ts';

export interface TablesSettings {
  readonly plans: readonly TablePlan[];
  readonly place: Place;
  readonly state: StateFolder;
  readonly clock: Clock;
  readonly cleanup: Cleanup;
}

export interface Tables {
  readonly service: Service;
  /** Puts right what a killed run has left, and creates what the template names. From then on expired items are swept. */
  create(): Promise<void>;
}

/** The DynamoDB tables. */
export function openTables({ plans, place, state, clock, cleanup }: TablesSettings): Tables {
  const engine = new DynamoEngine(state.file('dynamodb'), place.region, place.accountId);
  cleanup.add(() => engine.close());
  const desk = new TableDesk(state.file('tables.json'), clock.now);
  const sweeper = new TtlSweeper(engine, desk, clock);
  cleanup.add(() => Promise.all([desk.settled(), sweeper.close()]));
  return {
    service: dynamoDb(engine, desk, place),
    create: async () => {
      await createTables(engine, plans);
      await engine.recover();
      await desk.adopt(plans);
      sweeper.start();
    },
  };
}
