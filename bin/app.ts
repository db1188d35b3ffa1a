import { App, Validations } from 'aws-cdk-lib/core';
import flags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { AwsSolutionsChecks } from 'cdk-nag';
import { SallyportStack, stackNameOf } from '../lib/sallyport-stack.ts';
import config from '../sallyport.config.ts';

const app = new App({ context: flags });
for (const { name, deployable, region, account } of Object.values(config.stages)) {
  if (deployable)
    new SallyportStack(app, stackNameOf(name), { config, stage: name, env: { region, account } });
}
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();
