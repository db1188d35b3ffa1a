import { isObject, type JsonObject } from '../../assembly/template.ts';
import { type Compile, type CompileContext, NotHonoured, type Test } from '../statement.ts';

function nested(settings: JsonObject, context: CompileContext): readonly Test[] {
  const list = settings['Statements'];
  if (!Array.isArray(list) || !list.every(isObject)) throw new NotHonoured('a list that holds no statements');
  return list.map((statement) => context.compile(statement));
}

/** https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-and.html */
export const all: Compile = (settings, context) => {
  const tests = nested(settings, context);
  return (request) => tests.every((test) => test(request));
};

/** https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-or.html */
export const any: Compile = (settings, context) => {
  const tests = nested(settings, context);
  return (request) => tests.some((test) => test(request));
};

/** https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-not.html */
export const none: Compile = (settings, context) => {
  const statement = settings['Statement'];
  if (!isObject(statement)) throw new NotHonoured('a NotStatement without a statement');
  const test = context.compile(statement);
  return (request) => !test(request);
};
