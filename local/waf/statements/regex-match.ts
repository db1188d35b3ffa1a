import { matchField } from '../match-field.ts';
import { readRegex } from '../read-regex.ts';
import type { Compile } from '../statement.ts';

/** https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-regex-match.html */
export const regexMatch: Compile = (settings, context) => {
  const expression = readRegex(String(settings['RegexString']));
  return matchField(settings, context, (text) => expression.test(text));
};
