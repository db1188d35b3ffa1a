import type { Command } from 'commander';

/** A command that does something. */
export interface Leaf {
  /** `keys create` */
  readonly path: string;
  /** Long flags, its own and every command's. */
  readonly flags: readonly string[];
}

/** Every command of a program that does something, in the order of its help. */
export function leavesOf(program: Command): readonly Leaf[] {
  const global = flagsOf(program);
  const below = (command: Command, path: readonly string[]): Leaf[] =>
    command.commands.length === 0
      ? [{ path: path.join(' '), flags: [...flagsOf(command), ...global] }]
      : command.commands.flatMap((child) => below(child, [...path, child.name()]));
  return below(program, []);
}

const flagsOf = (command: Command): string[] => [
  ...new Set(command.options.flatMap(({ long }) => (typeof long === 'string' ? [long] : []))),
];
