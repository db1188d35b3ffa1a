import type { Command } from 'commander';

/** Text of a command: what it does, and lines that can be pasted. */
export interface CommandText {
  readonly summary: string;
  readonly examples: readonly string[];
}

/** Adds a command whose help shows examples and the flags of every command. */
export function addCommand(parent: Command, usage: string, text: CommandText): Command {
  const examples = text.examples.map((line) => `  $ npx sallyport ${line}`).join('\n');
  return parent
    .command(usage)
    .description(text.summary)
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', `\nExamples:\n${examples}`);
}

/** Adds a noun: a command that only holds verbs. */
export const addNoun = (program: Command, noun: string, summary: string): Command =>
  program.command(noun).description(summary).configureHelp({ showGlobalOptions: true });
