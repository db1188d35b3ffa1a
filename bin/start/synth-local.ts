import { rmSync } from 'node:fs';
import { App } from 'aws-cdk-lib/core';
import flags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import type { SallyportConfig } from '../../lib/config.ts';
import { SallyportStack, stackNameOf } from '../../lib/sallyport-stack.ts';

/** Synthesizes one stage into a folder, replacing what was there. Validation is for what is deployed: `npm run synth`. */
export function synthLocal(config: SallyportConfig, stage: string, outdir: string): void {
  rmSync(outdir, { recursive: true, force: true });
  process.env['CDK_VALIDATION'] = 'false';
  const app = new App({ outdir, context: flags, analyticsReporting: false });
  new SallyportStack(app, stackNameOf(stage), { config, stage });
  app.synth();
}
