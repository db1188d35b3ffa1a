import { Stack, type StackProps, Tags } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { SallyportConfig } from './config.ts';
import { Sallyport } from './sallyport.ts';

export interface SallyportStackProps extends StackProps {
  readonly config: SallyportConfig;
  readonly stage: string;
}

/** The unit that is deployed: one stage of the config. */
export class SallyportStack extends Stack {
  constructor(scope: Construct, id: string, { config, stage, ...props }: SallyportStackProps) {
    super(scope, id, { description: `Sallyport gateway, stage ${stage}`, ...props });
    new Sallyport(this, 'Sallyport', { config, stage });
    Tags.of(this).add('sallyport:stage', stage);
  }
}

/** The name by which the CLI finds a stage's stack. */
export const stackNameOf = (stage: string): string => `Sallyport-${stage}`;
