import { isObject } from '../assembly/template.ts';
import { ControlError } from './answer-control.ts';

export const FAULT_KINDS = ['error', 'throttle', 'hang', 'delay'] as const;

/** Which calls are disturbed, and how. Patterns may hold `*` and `?`. */
export interface FaultRule {
  /** As in the signature's scope: `dynamodb`, `secretsmanager`, `apigateway`, `*`. */
  readonly service: string;
  /** As in AWS's API reference: `PutItem`, `*`. */
  readonly operation: string;
  /** A function's logical id or name, or `operator`. @default `*` */
  readonly caller: string;
  readonly kind: (typeof FAULT_KINDS)[number];
  /** The fault comes when the operation has been done: its answer is lost. @default false */
  readonly after: boolean;
  /** Of an error. @default as the service names an internal failure, or a throttle */
  readonly errorType?: string;
  /** Of an error. @default the service's own for this error */
  readonly status?: number;
  /** Of a delay. */
  readonly delayMs: number;
  /** How many calls it disturbs. @default all */
  readonly times: number;
  /** Of each call that matches, drawn from a sequence that `seed` fixes. @default 1 */
  readonly probability: number;
  /** @default 1 */
  readonly seed: number;
}

type Check = (value: unknown) => boolean;
const text: Check = (value) => typeof value === 'string' && value !== '';
const count: Check = (value) => Number.isInteger(value) && Number(value) >= 0;

const MEMBERS: Readonly<Record<keyof FaultRule, readonly [check: Check, wanted: string]>> = {
  service: [text, 'a text such as "dynamodb" or "*"'],
  operation: [text, 'a text such as "PutItem" or "*"'],
  caller: [text, 'a text such as "operator" or a function\'s logical id'],
  kind: [(value) => FAULT_KINDS.some((kind) => kind === value), `one of ${FAULT_KINDS.join(', ')}`],
  after: [(value) => typeof value === 'boolean', 'true or false'],
  errorType: [text, 'a text such as "InternalServerError"'],
  status: [(value) => count(value) && Number(value) >= 400 && Number(value) <= 599, 'from 400 to 599'],
  delayMs: [count, 'a whole number of milliseconds'],
  times: [count, 'a whole number'],
  probability: [(value) => typeof value === 'number' && value >= 0 && value <= 1, 'from 0 to 1'],
  seed: [count, 'a whole number'],
};

/** Reads a list of rules; everything that is wrong with it is told at once. */
export function readFaultRules(body: unknown): readonly FaultRule[] {
  if (!Array.isArray(body))
    throw new ControlError('Give a list of rules: [{"service": …, "operation": …, "kind": …}].');
  const wrong = body.flatMap((rule, i) => problemsOf(rule).map((problem) => `Rule ${i + 1}: ${problem}.`));
  if (wrong.length > 0) throw new ControlError(wrong.join(' '));
  return body.map((rule: Partial<FaultRule> & Pick<FaultRule, 'service' | 'operation' | 'kind'>) => ({
    caller: '*',
    after: false,
    delayMs: 0,
    times: Number.POSITIVE_INFINITY,
    probability: 1,
    seed: 1,
    ...rule,
  }));
}

function problemsOf(rule: unknown): readonly string[] {
  if (!isObject(rule)) return ['is not an object'];
  const missing = ['service', 'operation', 'kind'].filter((name) => rule[name] === undefined);
  if (rule['kind'] === 'delay' && rule['delayMs'] === undefined) missing.push('delayMs');
  return [
    ...missing.map((name) => `${name} is missing`),
    ...Object.entries(rule).flatMap(([name, value]) => {
      if (!Object.hasOwn(MEMBERS, name)) return [`${name} is no member of a rule`];
      const [check, wanted] = MEMBERS[name as keyof FaultRule];
      return check(value) ? [] : [`${name} must be ${wanted}`];
    }),
  ];
}
