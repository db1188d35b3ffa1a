import { Command } from 'commander';
import { addAudit } from './nouns/audit.ts';
import { addBlocklist } from './nouns/blocklist.ts';
import { addCompletion } from './nouns/completion.ts';
import { addDetect } from './nouns/detect.ts';
import { addDoctor } from './nouns/doctor.ts';
import { addDrill } from './nouns/drill.ts';
import { addHoneytokens } from './nouns/honeytokens.ts';
import { addKeys } from './nouns/keys.ts';
import { addLeaks } from './nouns/leaks.ts';
import { addReport } from './nouns/report.ts';
import { addTokens } from './nouns/tokens.ts';
import { addUpstreams } from './nouns/upstreams.ts';
import type { Session } from './session.ts';

/** The whole command line. The flags that name the gateway may stand before or after noun and verb. */
export function makeProgram(session: Session): Command {
  const { host, version } = session.world;
  const program = new Command('sallyport')
    .description('Operate a Sallyport gateway: client keys, upstream keys, audit trail.')
    .version(version)
    .option('--stage <name>', 'a deployed stage, through the outputs of its stack and your AWS credentials')
    .option('--region <name>', 'where the stage is deployed (default: the AWS SDK’s region)')
    .option('--local', 'the gateway that `npm start` runs on this machine')
    .option('--state <dir>', 'where that one keeps its state (default: .sallyport)')
    .option('--json', 'one JSON document instead of a table')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => host.print(text),
      writeErr: () => undefined, // whoever catches the error reports it once, cleaned
    })
    .addHelpText(
      'after',
      '\nExamples:\n  $ npx sallyport --local keys create --client acme --product gemini --plan basic\n  $ npx sallyport doctor',
    );
  for (const add of [
    addKeys,
    addTokens,
    addHoneytokens,
    addBlocklist,
    addLeaks,
    addDrill,
    addUpstreams,
    addAudit,
    addDetect,
    addReport,
    addDoctor,
    addCompletion,
  ])
    add(program, session);
  return program;
}
