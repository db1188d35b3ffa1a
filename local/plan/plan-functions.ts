import { statSync } from 'node:fs';
import { stableCode, UPPER_ALPHANUMERIC } from '../assembly/place.ts';
import type { Resolver } from '../assembly/resolver.ts';
import type { Json } from '../assembly/template.ts';
import { LocalRunError } from '../local-run-error.ts';
import { type AsyncPlan, planAsync } from './plan-async.ts';
import { planEnvironment } from './plan-environment.ts';
import { object, optionalNumber, optionalText, requiredText } from './read-property.ts';
import { resourcesOf } from './resources-of.ts';

/** One Lambda function as it will run. */
export interface FunctionPlan {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly runtime: string;
  readonly handler: string;
  /** Absolute path of the unpacked deployment package. */
  readonly codeDir: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly reservedConcurrency?: number;
  readonly logGroup: string;
  /** @default 'Text' */
  readonly logFormat?: 'JSON';
  /** Of what the function prints; only with the format JSON. */
  readonly logLevel?: string;
  readonly async: AsyncPlan;
  /** What its role lacks to write there: its output is dropped. @default it is kept */
  readonly lacksForLogs?: readonly string[];
  /** Names the function as the caller of an AWS operation. A dummy: it opens nothing anywhere. */
  readonly accessKeyId: string;
}

export function planFunctions(
  resolver: Resolver,
  assets: ReadonlyMap<string, string>,
): readonly FunctionPlan[] {
  return resourcesOf(resolver, 'AWS::Lambda::Function').map(({ logicalId, properties }) => {
    const { ref: name, attributes } = resolver.identity(logicalId);
    const runtime = requiredText(properties, 'Runtime', logicalId);
    if (!runtime.startsWith('nodejs'))
      throw new LocalRunError(
        `${logicalId} needs the runtime ${runtime}; only Node.js functions can be run here.`,
      );
    const reserved = optionalNumber(properties, 'ReservedConcurrentExecutions');
    const logging = object(properties, 'LoggingConfig');
    const logLevel = optionalText(logging, 'ApplicationLogLevel');
    return {
      logicalId,
      name,
      arn: attributes['Arn'] ?? '',
      roleArn: requiredText(properties, 'Role', logicalId),
      runtime,
      handler: requiredText(properties, 'Handler', logicalId),
      codeDir: codeDir(logicalId, object(properties, 'Code'), assets),
      environment: planEnvironment(logicalId, properties),
      timeoutMs: (optionalNumber(properties, 'Timeout') ?? 3) * 1000,
      memoryMb: optionalNumber(properties, 'MemorySize') ?? 128,
      ...(reserved === undefined ? {} : { reservedConcurrency: reserved }),
      logGroup: optionalText(logging, 'LogGroup') ?? `/aws/lambda/${name}`,
      ...(optionalText(logging, 'LogFormat') === 'JSON' ? { logFormat: 'JSON' as const } : {}),
      ...(logLevel === undefined ? {} : { logLevel }),
      async: planAsync(resolver, name, properties),
      accessKeyId: `ASIA${stableCode(resolver.place, logicalId, 16, UPPER_ALPHANUMERIC)}`,
    };
  });
}

function codeDir(
  logicalId: string,
  code: Readonly<Record<string, Json>>,
  assets: ReadonlyMap<string, string>,
): string {
  const key = code['S3Key'];
  const found = typeof key === 'string' ? assets.get(key) : undefined;
  if (found === undefined)
    throw new LocalRunError(
      `${logicalId}'s code is not an asset of this assembly; give it as a directory with Code.fromAsset.`,
    );
  if (!statSync(found, { throwIfNoEntry: false })?.isDirectory())
    throw new LocalRunError(
      `${logicalId}'s code ${found} is not a directory; give Code.fromAsset a directory, or synthesize again.`,
    );
  return found;
}
