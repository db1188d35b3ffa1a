import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type MutableTemplate, mutationsOf } from './support/iam-mutations.ts';
import { tryJourney } from './support/try-journey.ts';

const USAGE = `Which rights does a journey need? Takes each allowing statement of the roles, and each permission to invoke a function, out of
the template in turn, and runs the journey on what is left.

  tsx test/local/iam-statements.ts --assembly DIR [--stack NAME] [--actions] [--only TEXT] [--timeout SECONDS] -- COMMAND …

The command gets ASSEMBLY_DIR (the changed copy) and STATE_DIR (fresh), starts a run on them and fails if the journey fails.
--actions takes single actions out, too. --only tries what has TEXT in its name. Several journeys: a command that runs them all.

Each line says refused (the journey failed and IAM had refused something), failed (for another reason), tolerated (IAM refused something
and the journey did not notice; so it is with logs, unless the journey looks at them) or passed (nothing needed it). Exit 1 if anything
passed or was tolerated. `;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    assembly: { type: 'string' },
    stack: { type: 'string' },
    actions: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    timeout: { type: 'string', default: '300' },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);

function main(assemblyDir: string): number {
  const templates = readdirSync(assemblyDir).filter((file) => file.endsWith('.template.json'));
  const wanted = templates.filter(
    (file) => values.stack === undefined || file.startsWith(`${values.stack}.`),
  );
  const [templateFile, ...others] = wanted;
  if (templateFile === undefined || others.length > 0) {
    say(`--stack must choose one of ${templates.join(', ')}`);
    return 2;
  }
  const template = JSON.parse(readFileSync(join(assemblyDir, templateFile), 'utf8')) as MutableTemplate;
  const journey = {
    command: positionals,
    assemblyDir,
    templateFile,
    timeoutMs: Number(values.timeout) * 1000,
  };
  const whole = tryJourney(journey, template);
  if (whole.outcome !== 'passed') {
    say(`The journey does not pass with every right (${whole.outcome}):\n${whole.output}`);
    return 2;
  }
  const counts = { passed: 0, tolerated: 0, refused: 0, failed: 0 };
  for (const { name, template: less } of mutationsOf(template, values.actions)) {
    if (!name.includes(values.only)) continue;
    const { outcome, refusals } = tryJourney(journey, less);
    counts[outcome] += 1;
    say(`${outcome.padEnd(9)} ${name}${refusals[0] === undefined ? '' : `\n         ${refusals[0]}`}`);
  }
  say(
    Object.entries(counts)
      .map(([outcome, count]) => `${count} ${outcome}`)
      .join(', '),
  );
  return counts.passed + counts.tolerated > 0 ? 1 : 0;
}

if (values.assembly === undefined || positionals.length === 0) {
  say(USAGE);
  process.exitCode = 2;
} else {
  process.exitCode = main(values.assembly);
}
