import { CommanderError } from 'commander';
import { OperatorFault } from '../lambda/domain/operator-fault.ts';
import { UsageError } from './usage-error.ts';

/** What an operator is told about an error, and the exit code it means. */
export interface ErrorText {
  readonly exitCode: 0 | 1 | 2;
  readonly lines: readonly string[];
}

/** Any error in lines fit for a terminal. Frames of a stack are added only when asked for, and never a foreign message. */
export function describeError(error: unknown, withFrames: boolean): ErrorText {
  const frames = withFrames ? framesOf(error) : [];
  if (error instanceof CommanderError) return describeMisuse(error);
  if (error instanceof UsageError)
    return { exitCode: 2, lines: [...error.problems.map((problem) => `wrong usage: ${problem}`), ...frames] };
  if (error instanceof OperatorFault)
    return { exitCode: 1, lines: [`failed: ${error.message}`, `fix: ${error.fix}`, ...frames] };
  if (Object(error).code === 'EPIPE') return { exitCode: 1, lines: frames };
  const name = error instanceof Error ? error.name : typeof error;
  return {
    exitCode: 1,
    lines: [
      `failed: unexpected ${name}`,
      'fix: run again with SALLYPORT_DEBUG=1 and report what it shows',
      ...frames,
    ],
  };
}

function describeMisuse(error: CommanderError): ErrorText {
  if (error.exitCode === 0) return { exitCode: 0, lines: [] };
  if (error.code === 'commander.help')
    return { exitCode: 2, lines: ['wrong usage: a command is missing; see --help'] };
  // An unknown option is repeated with its value, which may have been a key.
  const [message = ''] = error.message.replace(/(--[\w-]+)=.*/s, '$1=…').split('\n');
  return { exitCode: 2, lines: [message.replace(/^error: /, 'wrong usage: '), 'see --help'] };
}

function framesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [
    `${error.name}`,
    ...frames,
    ...(error.cause === undefined ? [] : ['caused by', ...framesOf(error.cause)]),
  ];
}
