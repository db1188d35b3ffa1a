import { matchField } from '../match-field.ts';
import { type Compile, NotHonoured } from '../statement.ts';

const COMPARISONS: Readonly<Record<string, (size: number, limit: number) => boolean>> = {
  EQ: (size, limit) => size === limit,
  GE: (size, limit) => size >= limit,
  GT: (size, limit) => size > limit,
  LE: (size, limit) => size <= limit,
  LT: (size, limit) => size < limit,
  NE: (size, limit) => size !== limit,
};

/** Compares the bytes of a part of the request (https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-size-constraint-match.html). */
export const sizeConstraint: Compile = (settings, context) => {
  const compare = COMPARISONS[String(settings['ComparisonOperator'])];
  const size = Number(settings['Size']);
  if (compare === undefined || !(size >= 0))
    throw new NotHonoured('a size constraint without operator or size');
  return matchField(settings, context, (text) => compare(text.length, size));
};
