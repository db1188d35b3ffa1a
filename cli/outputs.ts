import { DETECTORS, type DetectionModes } from '../contract/detection.ts';
import type { KeyPolicy } from '../contract/key-policy.ts';
import { LEAK_ACTIONS, type LeakAction } from '../contract/leak-intake.ts';
import { OUTPUTS, type OutputName, type UpstreamOutput } from '../contract/outputs.ts';
import type { HardQuota } from '../contract/quota.ts';
import { OperatorFault } from '../lambda/domain/operator-fault.ts';

/** The stack's outputs, as far as operators need them. */
export interface Outputs {
  readonly url: string;
  /** Part of every client key of this stage. */
  readonly stageName: string;
  readonly keysTable: string;
  readonly auditTable: string;
  readonly honeytokensTable: string;
  readonly eventBus: string;
  readonly mintedTable: string;
  /** Name of the function that mints tokens. */
  readonly tokenMint: string;
  readonly quotasTable: string;
  /** Plan name → upstream name → its hard quota. */
  readonly hardQuotas: Readonly<Record<string, Readonly<Record<string, HardQuota>>>>;
  readonly auditArchive: string;
  readonly auditSealKey: string;
  /** Name of the function that seals the audit trail. */
  readonly auditSeal: string;
  readonly auditRetentionDays: number;
  readonly upstreams: Readonly<Record<string, UpstreamOutput>>;
  /** Plan name → usage plan id. */
  readonly plans: Readonly<Record<string, string>>;
  /** Plans whose keys share one usage key. */
  readonly pools: readonly string[];
  /** Addresses and ranges that are never blocked. */
  readonly neverBlock: readonly string[];
  readonly products: readonly string[];
  readonly roles: readonly string[];
  /** `undefined`: keys may become as old as they like. */
  readonly keyPolicy: KeyPolicy | undefined;
  readonly detectionTable: string;
  readonly detection: DetectionModes;
  /** What the stage does about a key that leaked. */
  readonly leakAction: LeakAction;
}

/** Reads outputs by logical id; rejects with all that are missing or damaged. `of` names where they came from. */
export function readOutputs(raw: Readonly<Record<string, unknown>>, of: string): Outputs {
  const damaged: string[] = [];
  const text = (name: OutputName): string => {
    const value = raw[OUTPUTS[name]];
    if (typeof value === 'string' && value !== '') return value;
    damaged.push(OUTPUTS[name]);
    return '';
  };
  const json = <T>(name: OutputName, isRight: (value: unknown) => boolean, otherwise: T): T => {
    const value = text(name);
    if (value === '') return otherwise;
    try {
      const parsed: unknown = JSON.parse(value);
      if (isRight(parsed)) return parsed as T;
    } catch {
      // reported below, like any other value that is not what it should be
    }
    damaged.push(OUTPUTS[name]);
    return otherwise;
  };
  const oneOf = <T extends string>(name: OutputName, words: readonly [T, ...T[]]): T => {
    const value = text(name);
    const word = words.find((known) => known === value);
    if (word === undefined) damaged.push(OUTPUTS[name]);
    return word ?? words[0];
  };
  const outputs: Outputs = {
    url: text('url'),
    stageName: text('stageName'),
    keysTable: text('keysTable'),
    auditTable: text('auditTable'),
    honeytokensTable: text('honeytokensTable'),
    eventBus: text('eventBus'),
    mintedTable: text('mintedTable'),
    tokenMint: text('tokenMint'),
    quotasTable: text('quotasTable'),
    hardQuotas: json('hardQuotas', isRecordOf(isRecordOf(isQuota)), {}),
    auditArchive: text('auditArchive'),
    auditSealKey: text('auditSealKey'),
    auditSeal: text('auditSeal'),
    auditRetentionDays: json('auditRetentionDays', (value) => Number.isInteger(value), 0),
    upstreams: json('upstreams', isRecordOf(isUpstream), {}),
    plans: json('plans', isRecordOf(isText), {}),
    pools: json('pools', (value) => Array.isArray(value) && value.every(isText), []),
    neverBlock: json('neverBlock', (value) => Array.isArray(value) && value.every(isText), []),
    products: json('products', isListOfTexts, []),
    roles: json('roles', isListOfTexts, []),
    keyPolicy: policyOf(json<Partial<KeyPolicy>>('keyPolicy', isPolicy, {})),
    detectionTable: text('detectionTable'),
    detection: json('detection', isModes, EVERY_DETECTOR_OFF),
    leakAction: oneOf('leakAction', LEAK_ACTIONS),
  };
  if (damaged.length === 0) return outputs;
  throw new OperatorFault(
    'connection.missing',
    `${of} lacks a usable output: ${[...new Set(damaged)].join(', ')}`,
    'deploy or start the version of Sallyport that this command belongs to',
  );
}

const isQuota = (value: unknown): boolean => {
  const { per, zone, limits } = Object(value) as Partial<HardQuota>;
  return isText(per) && isText(zone) && typeof limits === 'object';
};

const EVERY_DETECTOR_OFF = Object.fromEntries(DETECTORS.map((name) => [name, 'off'])) as DetectionModes;

const isModes = (value: unknown): boolean => DETECTORS.every((name) => isText(Object(value)[name]));

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

const isListOfTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);

function isPolicy(value: unknown): boolean {
  const { maxAgeDays, older } = Object(value) as Partial<KeyPolicy>;
  return (
    isRecordOf(() => true)(value) && [maxAgeDays, older].filter((part) => part !== undefined).length !== 1
  );
}

const policyOf = ({ maxAgeDays, older }: Partial<KeyPolicy>): KeyPolicy | undefined =>
  maxAgeDays === undefined || older === undefined ? undefined : { maxAgeDays, older };

const isRecordOf =
  (isRight: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every(isRight);

function isUpstream(value: unknown): boolean {
  const { secretArn, baseUrl, mount, rotation } = Object(value) as Partial<UpstreamOutput>;
  return [secretArn, baseUrl, mount, rotation?.driver].every(isText) && URL.canParse(String(baseUrl));
}
