import type { Command } from 'commander';
import { addCommand } from '../add-command.ts';
import { doctor } from '../commands/doctor.ts';
import type { Session } from '../session.ts';

/** `doctor`: what usually goes wrong. */
export function addDoctor(program: Command, session: Session): void {
  const { opener, projectDir } = session.world;
  addCommand(program, 'doctor', {
    summary: 'check what usually goes wrong and name each fix',
    examples: ['doctor', '--local doctor', '--stage prod doctor --json'],
  }).action(async (_flags: object, command: Command) => {
    await session.show(command, await doctor(opener, projectDir, session.globals(command)));
  });
}
