import { EVENT_VERSION } from '../../contract/events.ts';
import type { KeyItem } from '../../contract/tables.ts';
import type { Random } from './operator-ports.ts';
import type { Clock, EventBus } from './ports.ts';

export interface PublishKeyEventDeps {
  readonly events: EventBus;
  readonly random: Random;
  readonly now: Clock;
  readonly stage: string;
  readonly operator: string;
}

/** Tells the bus what became of a key. What was done stands whether or not the bus can be told; false when it could not. */
export const publishKeyEvent = (
  { events, random, now, stage, operator }: PublishKeyEventDeps,
  type: 'key.revoked' | 'key.quarantined' | 'key.rerolled',
  { id, client }: Pick<KeyItem, 'id' | 'client'>,
  reason: string,
): Promise<boolean> => {
  const head = { version: EVENT_VERSION, stage, eventId: Buffer.from(random(12)).toString('hex') };
  const detail = { ...head, at: now().toISOString(), keyId: id, client, reason, by: operator };
  return events.publish(type, detail).then(
    () => true,
    () => false,
  );
};
