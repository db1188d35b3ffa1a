import { fieldsFilter } from './filter-fields.ts';
import { jsonFilter, select } from './filter-json.ts';
import { termsFilter } from './filter-terms.ts';

/** A line that meets a filter, and what it says at a selector such as `$.latency` or `$bytes`. */
export interface FilterMatch {
  value(selector: string): string | undefined;
}

export type Filter = (message: string) => FilterMatch | undefined;

const NOTHING: FilterMatch = { value: () => undefined };

/** A filter pattern of CloudWatch Logs; undefined if it is none (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html). */
export function compileFilter(pattern: string): Filter | undefined {
  try {
    return compile(pattern.trim());
  } catch (error) {
    // A regular expression that is none.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function compile(text: string): Filter | undefined {
  if (text === '' || text === '" "') return () => NOTHING;
  if (text.startsWith('{')) return jsonFilterOf(text);
  if (text.startsWith('[')) {
    const fields = text.endsWith(']') ? fieldsFilter(text) : undefined;
    return (
      fields &&
      ((message) => {
        const found = fields(message);
        return found && { value: (selector) => found[selector.replace(/^\$/, '')] };
      })
    );
  }
  const terms = termsFilter(text);
  return (message) => (terms(message) ? NOTHING : undefined);
}

function jsonFilterOf(text: string): Filter | undefined {
  const test = text.endsWith('}') ? jsonFilter(text) : undefined;
  return (
    test &&
    ((message) => {
      const document = parse(message);
      if (document === undefined || !test(document)) return undefined;
      return {
        value: (selector) => {
          const value = select(document, selector);
          return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
        },
      };
    })
  );
}

/** Only a message that is a JSON object as a whole is one. */
function parse(message: string): unknown {
  if (!message.trimStart().startsWith('{')) return undefined;
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}
