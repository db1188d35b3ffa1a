import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type IGrantable, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  type CfnFunction,
  Code,
  Function as LambdaFunction,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { EnvFor, FunctionName } from '../../contract/functions.ts';
import { SETTINGS_FILE, type SettingsOf } from '../../contract/settings.ts';
import type { Encryption } from './encryption.ts';
import type { Removal } from './removal.ts';

/** What every function of a stage shares. */
export interface RuntimeSurroundings {
  readonly encryption: Encryption;
  readonly removal: Removal;
  readonly logRetention: RetentionDays;
}

export interface RuntimeFunctionProps<F extends FunctionName> extends RuntimeSurroundings {
  readonly runs: F;
  readonly description: string;
  /** Collects the grants of the function's role; what they hand over must add up to the contract's environment. */
  readonly owed: (role: IGrantable) => EnvFor<F>;
  readonly settings: SettingsOf<F>;
  /** What lies beside the bundle and the settings: text by file name. @default nothing */
  readonly files?: Readonly<Record<string, string>>;
  readonly memoryMb: number;
  readonly timeout: Duration;
}

const BUNDLES = fileURLToPath(new URL('../../dist/functions', import.meta.url));

/** The only door through which code enters Lambda: a pre-built bundle, its settings, its own role, its own log group. */
export class RuntimeFunction<F extends FunctionName> extends Construct {
  readonly handler: LambdaFunction;

  constructor(scope: Construct, id: string, props: RuntimeFunctionProps<F>) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Logs', {
      encryptionKey: props.encryption.key,
      removalPolicy: props.removal.policy,
      retention: props.logRetention,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    );
    this.handler = withBundle(
      props.runs,
      { ...props.files, [SETTINGS_FILE]: JSON.stringify(props.settings) },
      (code) =>
        new LambdaFunction(this, 'Function', {
          description: props.description,
          code,
          handler: 'index.handler',
          runtime: Runtime.NODEJS_24_X,
          architecture: Architecture.ARM_64,
          memorySize: props.memoryMb,
          timeout: props.timeout,
          environment: { ...props.owed(role) },
          role,
          logGroup,
        }),
    );
    // The settings travel in the asset; here they make `cdk diff` readable.
    (this.handler.node.defaultChild as CfnFunction).addMetadata('sallyport:settings', props.settings);
  }
}

/** The bundle and the files beside it in a folder of their own, which is gone once the asset was staged from it. */
function withBundle<T>(
  name: FunctionName,
  files: Readonly<Record<string, string>>,
  use: (code: Code) => T,
): T {
  const bundle = join(BUNDLES, name);
  if (!existsSync(bundle))
    throw new Error(`there is no bundle of the function ${name}: run "npm run bundle" first`);
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-'));
  try {
    cpSync(bundle, folder, { recursive: true });
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
    // The mode travels in the asset, and Lambda's user is not the owner; it must not depend on the umask here.
    for (const file of readdirSync(folder)) chmodSync(join(folder, file), 0o644);
    return use(Code.fromAsset(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
