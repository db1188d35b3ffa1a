import { LocalRunError } from '../local-run-error.ts';
import type { Resolver } from './resolver.ts';
import { isObject, type Json, noValue, type Resolved } from './template.ts';

type Intrinsic = (argument: Json, resolver: Resolver) => Resolved;

const text = (value: Resolved): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new LocalRunError(`The template joins something that is not text: ${JSON.stringify(value)}.`);
};
const list = (value: Resolved): readonly Json[] => {
  if (Array.isArray(value)) return value;
  throw new LocalRunError(`The template needs a list where it has ${JSON.stringify(value)}.`);
};

const pseudo: Readonly<Record<string, (resolver: Resolver) => Resolved>> = {
  'AWS::Region': ({ place }) => place.region,
  'AWS::AccountId': ({ place }) => place.accountId,
  'AWS::StackName': ({ place }) => place.stackName,
  'AWS::StackId': ({ place }) =>
    `arn:aws:cloudformation:${place.region}:${place.accountId}:stack/${place.stackName}/local`,
  'AWS::Partition': () => 'aws',
  'AWS::URLSuffix': () => 'amazonaws.com',
  'AWS::NotificationARNs': () => [],
  'AWS::NoValue': () => noValue,
};

function reference(name: string, resolver: Resolver): Resolved {
  const answer = pseudo[name];
  if (answer !== undefined) return answer(resolver);
  const parameter = resolver.template.Parameters?.[name];
  if (parameter === undefined) return resolver.identity(name).ref;
  if (parameter.Default === undefined)
    throw new LocalRunError(
      `The template's parameter ${name} has no default; give it one to run it locally.`,
    );
  return parameter.Default;
}

/** A placeholder answers for attributes of resources that are not served here; the plan names those resources. */
function attribute(logicalId: string, name: string, resolver: Resolver): string {
  return resolver.identity(logicalId).attributes[name] ?? `${logicalId}.${name}`;
}

function substitute(argument: Json, resolver: Resolver): string {
  const [pattern, own] = Array.isArray(argument) ? argument : [argument, {}];
  const variables = isObject(own) ? own : {};
  return text(pattern ?? '').replace(/\$\{(!?)([^}]*)\}/g, (_, literal: string, name: string) => {
    if (literal === '!') return `\${${name}}`;
    const variable = variables[name];
    if (variable !== undefined) return text(resolver.evaluate(variable));
    const dot = name.indexOf('.');
    return dot < 0
      ? text(reference(name, resolver))
      : attribute(name.slice(0, dot), name.slice(dot + 1), resolver);
  });
}

const truth = (value: Json, resolver: Resolver): boolean => resolver.evaluate(value) === true;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html */
export const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, resolver) => reference(text(argument), resolver),
  Condition: (argument, resolver) => resolver.holds(text(argument)),
  'Fn::GetAtt': (argument, resolver) => {
    const [id, ...name] = typeof argument === 'string' ? argument.split('.') : list(argument).map(text);
    return attribute(id ?? '', name.join('.'), resolver);
  },
  'Fn::Join': (argument, resolver) => {
    const [separator, parts] = list(argument);
    return list(resolver.evaluate(parts ?? []))
      .map(text)
      .join(text(separator ?? ''));
  },
  'Fn::Sub': substitute,
  'Fn::Select': (argument, resolver) => {
    const [index, items] = list(argument);
    const chosen = list(resolver.evaluate(items ?? []))[Number(resolver.evaluate(index ?? 0))];
    if (chosen === undefined) throw new LocalRunError('The template selects an item its list does not have.');
    return chosen;
  },
  'Fn::Split': (argument, resolver) => {
    const [separator, whole] = list(argument);
    return text(resolver.evaluate(whole ?? '')).split(text(separator ?? ''));
  },
  'Fn::If': (argument, resolver) => {
    const [condition, yes, no] = list(argument);
    return resolver.evaluate((resolver.holds(text(condition ?? '')) ? yes : no) ?? null);
  },
  'Fn::Equals': (argument, resolver) => {
    const [left, right] = list(argument).map((v) => resolver.evaluate(v));
    return JSON.stringify(left) === JSON.stringify(right);
  },
  'Fn::And': (argument, resolver) => list(argument).every((v) => truth(v, resolver)),
  'Fn::Or': (argument, resolver) => list(argument).some((v) => truth(v, resolver)),
  'Fn::Not': (argument, resolver) => !truth(list(argument)[0] ?? null, resolver),
  'Fn::FindInMap': (argument, resolver) => {
    const [map, first, second] = list(argument).map((v) => text(resolver.evaluate(v)));
    const table = resolver.template.Mappings?.[map ?? ''];
    const row = isObject(table) ? table[first ?? ''] : undefined;
    const found = isObject(row) ? row[second ?? ''] : undefined;
    if (found === undefined)
      throw new LocalRunError(`The template's mapping ${map} lacks ${first}/${second}.`);
    return found;
  },
  'Fn::GetAZs': (_, { place }) => [`${place.region}a`, `${place.region}b`],
  'Fn::Base64': (argument, resolver) => Buffer.from(text(resolver.evaluate(argument))).toString('base64'),
};
