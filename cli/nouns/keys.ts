import type { Command } from 'commander';
import { addNoun } from '../add-command.ts';
import type { Session } from '../session.ts';
import { addKeysCan } from './keys-can.ts';
import { addKeysCreate } from './keys-create.ts';
import { addKeysMove } from './keys-move.ts';
import { addKeysRead } from './keys-read.ts';
import { addKeysReroll } from './keys-reroll.ts';
import { addKeysState } from './keys-state.ts';
import { addKeysUpdate } from './keys-update.ts';

/** `keys`: what clients hold. */
export function addKeys(program: Command, session: Session): void {
  const noun = addNoun(program, 'keys', 'client keys: what clients hold instead of the API’s key');
  for (const add of [
    addKeysCreate,
    addKeysRead,
    addKeysCan,
    addKeysUpdate,
    addKeysState,
    addKeysReroll,
    addKeysMove,
  ])
    add(noun, session);
}
