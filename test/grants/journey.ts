import { openStage } from './stage.ts';
import { STEPS } from './steps.ts';

// Runs every step on the assembly in ASSEMBLY_DIR, and fails if one does, or if IAM has refused anything on the way: a function that
// lives on without a right that it asked for would otherwise go unnoticed, and so would one whose log is dropped.

const stage = await openStage(process.env['ASSEMBLY_DIR'] ?? '', process.env['STATE_DIR'] ?? '');
const failed: string[] = [];
for (const { title, run } of STEPS) {
  const startedAt = performance.now();
  await run(stage).catch((error: unknown) => {
    failed.push(`${title}: ${error instanceof Error ? error.message : String(error)}`);
  });
  process.stdout.write(`${Math.round(performance.now() - startedAt)} ms  ${title}\n`);
}
await stage.run.close();
const refusals = stage.log('denied.log').trim();
if (refusals !== '') failed.push(`AccessDenied: ${refusals}`);
process.stdout.write(failed.map((line) => `${line}\n`).join(''));
process.exit(failed.length === 0 ? 0 : 1);
