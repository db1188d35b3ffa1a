import { matchField } from '../match-field.ts';
import { readRegex } from '../read-regex.ts';
import { type Compile, NotHonoured } from '../statement.ts';

/** Matches if any pattern of the set does (https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-regex-pattern-set-match.html). */
export const regexPatternSetReference: Compile = (settings, context) => {
  const arn = String(settings['Arn']);
  const patterns = context.sets.patterns(arn);
  if (patterns === undefined) throw new NotHonoured(`${arn}, which is no regex pattern set of this stack`);
  const expressions = patterns.map(readRegex);
  return matchField(settings, context, (text) => expressions.some((expression) => expression.test(text)));
};
