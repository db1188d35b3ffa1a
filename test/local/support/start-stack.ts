import { join } from 'node:path';
import { type LocalRun, runAssembly } from '../../../local/run-assembly.ts';
import { Clock } from '../../../local/time/clock.ts';
import { role } from './fixture-template.ts';
import { type Gate, openGate } from './gate.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { writeAssembly } from './write-assembly.ts';

export interface Stack {
  readonly run: LocalRun;
  readonly gate: Gate;
  readonly clock: Clock;
  readonly stateDir: string;
  /** Ends the run and starts another on the same state, with a clock that goes on where the last one stood. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface StackParts {
  /** Besides a role that may do everything, and an API with one method. */
  readonly resources: object;
  /** Asset name → source. */
  readonly code: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, object>>;
}

/** A function with the source that lies under its asset name. `GATE_URL` is in its environment. */
export const fn =
  (asset: string, extra: object = {}) =>
  (gateUrl: string): object => ({
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: { S3Bucket: 'assets', S3Key: `${asset}.zip` },
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      Timeout: 5,
      MemorySize: 256,
      Environment: { Variables: { GATE_URL: gateUrl } },
      ...extra,
    },
  });

const API = {
  Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'Api' } },
  Deployment: { Type: 'AWS::ApiGateway::Deployment', Properties: { RestApiId: { Ref: 'Api' } } },
  Stage: {
    Type: 'AWS::ApiGateway::Stage',
    Properties: {
      RestApiId: { Ref: 'Api' },
      DeploymentId: { Ref: 'Deployment' },
      StageName: 'prod',
    },
  },
};

/** Starts a small stack with a clock that moves only when it is told to. Resources that are functions are asked for themselves. */
export async function startStack({ resources, code, outputs = {} }: StackParts): Promise<Stack> {
  const folder = temporaryFolder();
  const gate = await openGate();
  const stateDir = join(folder.path, 'state');
  const Resources = {
    ...API,
    Role: role({ Effect: 'Allow', Action: '*', Resource: '*' }),
    ...Object.fromEntries(
      Object.entries(resources).map(([id, given]) => [
        id,
        typeof given === 'function' ? given(gate.url) : given,
      ]),
    ),
  };
  const assemblyDir = writeAssembly(join(folder.path, 'cdk.out'), { Resources, Outputs: outputs }, code);
  let clock = new Clock(standingAt(Date.UTC(2026, 10, 23, 12)));
  const start = (): Promise<LocalRun> => runAssembly({ assemblyDir, stateDir, port: 0, clock });
  const clear = (): void => {
    gate.close();
    folder.remove();
  };
  let run = await start().catch((error) => {
    clear();
    throw error;
  });
  return {
    get run() {
      return run;
    },
    get clock() {
      return clock;
    },
    gate,
    stateDir,
    restart: async () => {
      await run.close();
      clock = new Clock(standingAt(clock.now()));
      run = await start();
    },
    close: async () => {
      await run.close();
      clear();
    },
  };
}

const standingAt = (moment: number) => () => moment;
