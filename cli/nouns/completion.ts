import { Argument, type Command } from 'commander';
import { addCommand } from '../add-command.ts';
import { leavesOf } from '../command-tree.ts';
import { completionScript, SHELLS, type Shell } from '../completion-script.ts';
import type { Session } from '../session.ts';

/** `completion`: a script for the shell. */
export function addCompletion(program: Command, session: Session): void {
  addCommand(program, 'completion', {
    summary: 'print a script that completes commands and flags in your shell',
    examples: ['completion bash > ~/.local/share/bash-completion/completions/sallyport'],
  })
    .addArgument(new Argument('<shell>', 'which shell').choices(SHELLS))
    .action((shell: Shell) => session.world.host.print(completionScript(shell, leavesOf(program))));
}
