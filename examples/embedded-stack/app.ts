import { App } from 'aws-cdk-lib/core';
import flags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { NotesStack } from './notes-stack.ts';

// Build the functions once with "npm run bundle", then: CDK_OUTDIR=cdk.out npx tsx examples/embedded-stack/app.ts
const app = new App({ context: flags });
new NotesStack(app, 'Notes');
app.synth();
