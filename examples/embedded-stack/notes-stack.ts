import { Bucket } from 'aws-cdk-lib/aws-s3';
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { Sallyport } from '../../lib/sallyport.ts';
import config from './sallyport.config.ts';

/** Somebody's own stack: a bucket of notes, and a gateway through which their summaries are written. */
export class NotesStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    new Bucket(this, 'Notes');
    const gateway = new Sallyport(this, 'Gateway', { config, stage: 'prod' });
    new CfnOutput(this, 'SummariesAt', { value: `${gateway.url}/gemini` });
  }
}
