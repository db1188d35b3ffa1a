import { inRange } from './in-range.ts';
import { matchesPattern } from './matches-pattern.ts';

/** Whether a value of the request is what the policy's value asks for. */
export type Compare = (wanted: string, sent: string) => boolean;
interface Operator {
  readonly compare: Compare | 'null';
  readonly negated: boolean;
}

const number =
  (test: (wanted: number, sent: number) => boolean): Compare =>
  (wanted, sent) =>
    test(Number(wanted), Number(sent));

/** ISO 8601, or seconds since 1970. */
const moment = (text: string): number =>
  /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);
const date =
  (test: (wanted: number, sent: number) => boolean): Compare =>
  (wanted, sent) =>
    test(moment(wanted), moment(sent));

/** Each of the six parts is matched by itself: a star does not reach across a colon. */
const arn: Compare = (wanted, sent) => {
  const patterns = parts(wanted);
  const texts = parts(sent);
  return (
    patterns.length === 6 &&
    texts.length === 6 &&
    patterns.every((pattern, i) => matchesPattern(pattern, texts[i] ?? ''))
  );
};
const parts = (text: string): readonly string[] => {
  const all = text.split(':');
  return all.length < 6 ? all : [...all.slice(0, 5), all.slice(5).join(':')];
};

const equal: Compare = (wanted, sent) => wanted === sent;
const equalIgnoringCase: Compare = (wanted, sent) => wanted.toLowerCase() === sent.toLowerCase();
const sameNumber = number((wanted, sent) => sent === wanted);
const sameMoment = date((wanted, sent) => sent === wanted);

const positive: Readonly<Record<string, Compare>> = {
  StringEquals: equal,
  StringEqualsIgnoreCase: equalIgnoringCase,
  StringLike: matchesPattern,
  NumericEquals: sameNumber,
  NumericLessThan: number((wanted, sent) => sent < wanted),
  NumericLessThanEquals: number((wanted, sent) => sent <= wanted),
  NumericGreaterThan: number((wanted, sent) => sent > wanted),
  NumericGreaterThanEquals: number((wanted, sent) => sent >= wanted),
  DateEquals: sameMoment,
  DateLessThan: date((wanted, sent) => sent < wanted),
  DateLessThanEquals: date((wanted, sent) => sent <= wanted),
  DateGreaterThan: date((wanted, sent) => sent > wanted),
  DateGreaterThanEquals: date((wanted, sent) => sent >= wanted),
  Bool: equalIgnoringCase,
  IpAddress: inRange,
  ArnEquals: arn,
  ArnLike: arn,
};

/** Hold when none of the values compares like this. */
const negative: Readonly<Record<string, Compare>> = {
  StringNotEquals: equal,
  StringNotEqualsIgnoreCase: equalIgnoringCase,
  StringNotLike: matchesPattern,
  NumericNotEquals: sameNumber,
  DateNotEquals: sameMoment,
  NotIpAddress: inRange,
  ArnNotEquals: arn,
  ArnNotLike: arn,
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html, without BinaryEquals. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ...Object.entries(positive).map(([name, compare]) => [name, { compare, negated: false }] as const),
  ...Object.entries(negative).map(([name, compare]) => [name, { compare, negated: true }] as const),
  ['Null', { compare: 'null', negated: false }] as const,
]);
