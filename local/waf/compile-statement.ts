import { isObject, type JsonObject } from '../assembly/template.ts';
import {
  type Compile,
  type CompileContext,
  NotHonoured,
  type ReferencedSets,
  type Test,
} from './statement.ts';
import { byteMatch } from './statements/byte-match.ts';
import { ipSetReference } from './statements/ip-set-reference.ts';
import { all, any, none } from './statements/logical.ts';
import { rateBased } from './statements/rate-based.ts';
import { regexMatch } from './statements/regex-match.ts';
import { regexPatternSetReference } from './statements/regex-pattern-set-reference.ts';
import { sizeConstraint } from './statements/size-constraint.ts';

/** https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statements.html. A statement without a row is not honoured. */
const STATEMENTS: Readonly<Record<string, Compile>> = {
  AndStatement: all,
  ByteMatchStatement: byteMatch,
  IPSetReferenceStatement: ipSetReference,
  NotStatement: none,
  OrStatement: any,
  RateBasedStatement: rateBased,
  RegexMatchStatement: regexMatch,
  RegexPatternSetReferenceStatement: regexPatternSetReference,
  SizeConstraintStatement: sizeConstraint,
};

/** Turns a rule's statement into a test. Throws `NotHonoured` for what is not understood: a rule is honoured whole or not at all. */
export function compileStatement(statement: JsonObject, sets: ReferencedSets, bodyBytesMax: number): Test {
  const context: CompileContext = {
    sets,
    bodyBytesMax,
    compile: (nested) => {
      const [name = 'an empty statement', ...rest] = Object.keys(nested);
      const settings = nested[name];
      const compile = STATEMENTS[name];
      if (compile === undefined || rest.length > 0 || !isObject(settings)) throw new NotHonoured(name);
      return compile(settings, context);
    },
  };
  return context.compile(statement);
}
