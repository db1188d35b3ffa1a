import type { Command } from 'commander';
import { DECOY_FORMATS } from '../../lambda/domain/decoy-form.ts';
import type { PlantingInput } from '../../lambda/domain/planting.ts';
import { addCommand, addNoun } from '../add-command.ts';
import { honeytokensList } from '../commands/honeytokens-list.ts';
import { honeytokensPlant } from '../commands/honeytokens-plant.ts';
import { honeytokensPlantList } from '../commands/honeytokens-plant-list.ts';
import { honeytokensRemove } from '../commands/honeytokens-remove.ts';
import { honeytokensReset } from '../commands/honeytokens-reset.ts';
import { honeytokensShow } from '../commands/honeytokens-show.ts';
import { honeytokensTrips } from '../commands/honeytokens-trips.ts';
import { readList } from '../read-list.ts';
import type { Session } from '../session.ts';
import { wholeNumber } from '../whole-number.ts';

/** `honeytokens`: keys that nobody should ever use. */
export function addHoneytokens(program: Command, session: Session): void {
  const noun = addNoun(program, 'honeytokens', 'decoy keys, planted where a thief would look');
  addPlant(noun, session);
  addReads(noun, session);
  addEnds(noun, session);
}

function addPlant(noun: Command, session: Session): void {
  const { host, opener } = session.world;
  addCommand(noun, 'plant', {
    summary: 'make a decoy, note where it goes, and print it once in the form of the place',
    examples: [
      '--stage prod honeytokens plant --label "repo acme/web, .env" --beside key_0aBcDeFgHiJkLmNoPqRs >> .env',
      '--stage prod honeytokens plant --label "wiki, page Onboarding" --upstream gemini --link https://wiki.example.com/onboarding --format bare',
      '--stage prod honeytokens plant --file places.yaml --json',
    ],
  })
    .option('--label <text>', 'the place, in words (required unless --file is given)')
    .option('--beside <id>', 'id of the real key that lies in the same place: whoever reads one reads both')
    .option('--upstream <name>', 'upstream that the decoy pretends to be for')
    .option('--link <url>', 'address of the place')
    .option('--client <name>', 'who is to seem to hold it (default: as the key it imitates)')
    .option('--format <form>', `${DECOY_FORMATS.join(', ')} (default: env)`)
    .option(
      '--name <variable>',
      'variable it is written to (default: GEMINI_API_KEY for gemini, API_KEY for none)',
    )
    .option(
      '--file <list>',
      'many at once: a list of places in YAML, JSON or CSV; other flags apply where it is silent',
    )
    .action((flags: PlantingInput & { file?: string }, command: Command) =>
      session.on(command, async (connection) => {
        const { file, ...input } = flags;
        const content = file === undefined ? undefined : await readList(file);
        const ports = await opener.honeytokens(connection);
        return file === undefined
          ? honeytokensPlant(host, ports, input)
          : honeytokensPlantList(host, ports, { content, defaults: input });
      }),
    );
}

function addReads(noun: Command, session: Session): void {
  const { opener } = session.world;
  addCommand(noun, 'list', {
    summary: 'list where decoys lie, and when each was last used',
    examples: ['--stage prod honeytokens list'],
  })
    .option('--all', 'also those that were removed')
    .action((flags: { all?: true }, command: Command) =>
      session.on(command, async (connection) =>
        honeytokensList(await opener.honeytokens(connection), { all: flags.all === true }),
      ),
    );

  addCommand(noun, 'show', {
    summary: 'show where one decoy lies',
    examples: ['--stage prod honeytokens show key_0aBcDeFgHiJkLmNoPqRs'],
  })
    .argument('<id>', 'id of the decoy')
    .action((id: string, _flags: object, command: Command) =>
      session.on(command, async (connection) =>
        honeytokensShow(await opener.honeytokens(connection), { id }),
      ),
    );

  addCommand(noun, 'trips', {
    summary: 'list uses of decoys: from where, with what, how often',
    examples: [
      '--stage prod honeytokens trips --since 24h',
      '--stage prod honeytokens trips key_0aBcDeFgHiJkLmNoPqRs --json',
    ],
  })
    .argument('[id]', 'only of this decoy, route:PATH or secret:NAME')
    .option('--since <moment>', 'how long ago (24h) or a UTC time (2026-11-23T17:00Z)', '7d')
    .option('--limit <n>', 'at most this many quarters of an hour', wholeNumber(10_000), 100)
    .action((id: string | undefined, flags: { since: string; limit: number }, command: Command) =>
      session.on(command, async (connection) =>
        honeytokensTrips(await opener.honeytokens(connection), { id, ...flags }),
      ),
    );
}

function addEnds(noun: Command, session: Session): void {
  const { host, opener } = session.world;
  addCommand(noun, 'reset', {
    summary: 'note that the uses of decoys so far are dealt with: the next one pages at once',
    examples: ['--stage prod honeytokens reset key_0aBcDeFgHiJkLmNoPqRs route:/internal/admin'],
  })
    .argument('<ids...>', 'ids of decoys, route:PATH or secret:NAME')
    .action((ids: readonly string[], _flags: object, command: Command) =>
      session.on(command, async (connection) => honeytokensReset(await opener.honeytokens(connection), ids)),
    );

  addCommand(noun, 'remove', {
    summary: 'take decoys away: what is left of each is an ordinary revoked key',
    examples: ['--stage prod honeytokens remove key_0aBcDeFgHiJkLmNoPqRs --reason "repo archived" --yes'],
  })
    .argument('<ids...>', 'ids of decoys')
    .option('--reason <text>', 'why; it becomes part of the placement (required)')
    .option('--yes', 'do not ask')
    .action((ids: readonly string[], flags: { reason?: string; yes?: boolean }, command: Command) =>
      session.on(command, async (connection) => {
        const ask = host.interactive && flags.yes !== true && session.globals(command).json !== true;
        return honeytokensRemove(host, await opener.honeytokens(connection), {
          ids,
          reason: flags.reason,
          ask,
        });
      }),
    );
}
