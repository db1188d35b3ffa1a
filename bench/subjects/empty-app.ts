import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Architecture, Code, Function as Handler, Runtime } from 'aws-cdk-lib/aws-lambda';
import { App, Stack } from 'aws-cdk-lib/core';

const EMPTY = "exports.handler = async () => ({ statusCode: 200, body: 'ok' });\n";

/** An API in front of one function that does nothing: what is measured is the run itself. Gives the assembly's folder. */
export function synthesizeEmptyApp(codeDir: string, outdir: string): string {
  writeFileSync(join(codeDir, 'empty.cjs'), EMPTY);
  process.env['CDK_VALIDATION'] = 'false';
  const app = new App({ outdir, analyticsReporting: false });
  const stack = new Stack(app, 'Empty');
  const handler = new Handler(stack, 'Handler', {
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    code: Code.fromAsset(codeDir),
    handler: 'empty.handler',
  });
  const api = new RestApi(stack, 'Api', { cloudWatchRole: false });
  api.root.addResource('empty').addMethod('GET', new LambdaIntegration(handler));
  app.synth();
  return outdir;
}
