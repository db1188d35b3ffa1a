import { NotHonoured } from './statement.ts';

/**
 * AWS WAF reads PCRE, here JavaScript does: a pattern that JavaScript refuses is not honoured. AWS's engine never backtracks for
 * long; this one can (https://docs.aws.amazon.com/waf/latest/developerguide/waf-regex-pattern-support.html).
 */
export function readRegex(pattern: string): RegExp {
  const insensitive = pattern.startsWith('(?i)');
  try {
    return new RegExp(insensitive ? pattern.slice(4) : pattern, insensitive ? 'i' : '');
  } catch {
    throw new NotHonoured(`the regular expression ${pattern}, which JavaScript does not read`);
  }
}
