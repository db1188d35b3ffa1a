import { isObject, type Json, type JsonObject } from '../assembly/template.ts';
import type { InspectedRequest } from './inspected-request.ts';
import { NotHonoured } from './statement.ts';

/** The texts to look at; or, for a part too large to be inspected whole, what the statement's oversize handling answers. */
export type Extract = (request: InspectedRequest) => readonly string[] | boolean;

/** Of all headers, or all cookies: https://docs.aws.amazon.com/waf/latest/developerguide/waf-oversize-request-components.html. */
const HEADER_BYTES_MAX = 8 * 1024;
const HEADERS_MAX = 200;

type MakeExtract = (settings: JsonObject, bodyBytesMax: number) => Extract;

/** https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-fields-list.html. A field without a row is not honoured. */
const FIELDS: Readonly<Record<string, MakeExtract>> = {
  AllQueryArguments: () => (request) => argumentsOf(request.query).map(({ value }) => value),
  Body: (settings, bytesMax) => (request) =>
    request.body.length > bytesMax ? oversize(settings, [request.body.slice(0, bytesMax)]) : [request.body],
  Cookies: (settings) => {
    const choose = chooser(settings, 'Cookies');
    return (request) => choose(cookiesOf(request));
  },
  Headers: (settings) => {
    const choose = chooser(settings, 'Headers');
    return (request) =>
      choose(request.headers.flatMap(({ name, values }) => values.map((value) => ({ name, value }))));
  },
  Method: () => (request) => [request.method],
  QueryString: () => (request) => [request.query],
  SingleHeader: (settings) => {
    const name = nameIn(settings);
    return (request) => headerValues(request, name);
  },
  SingleQueryArgument: (settings) => {
    const wanted = nameIn(settings).toLowerCase();
    return (request) =>
      argumentsOf(request.query).flatMap(({ name, value }) => (name.toLowerCase() === wanted ? [value] : []));
  },
  UriPath: () => (request) => [request.path],
};

export function fieldToMatch(field: Json | undefined, bodyBytesMax: number): Extract {
  const [name = 'no field', ...rest] = isObject(field) ? Object.keys(field) : [];
  const make = FIELDS[name];
  const settings = isObject(field) ? field[name] : undefined;
  if (make === undefined || rest.length > 0) throw new NotHonoured(`the field ${name}`);
  return make(isObject(settings) ? settings : {}, bodyBytesMax);
}

export const headerValues = (request: InspectedRequest, wanted: string): readonly string[] =>
  request.headers.find(({ name }) => name.toLowerCase() === wanted.toLowerCase())?.values ?? [];

interface Named {
  readonly name: string;
  readonly value: string;
}

const nameIn = (settings: JsonObject): string => String(settings['Name'] ?? settings['name']);

function split(text: string): Named {
  const mark = text.indexOf('=');
  return mark < 0 ? { name: text, value: '' } : { name: text.slice(0, mark), value: text.slice(mark + 1) };
}

const argumentsOf = (query: string): readonly Named[] =>
  query
    .split('&')
    .filter((pair) => pair !== '')
    .map(split);

const cookiesOf = (request: InspectedRequest): readonly Named[] =>
  headerValues(request, 'cookie')
    .flatMap((value) => value.split(';'))
    .map((pair) => split(pair.trim()));

/** Which of many named values to look at, and whether at their names, their values, or both. */
function chooser(settings: JsonObject, what: string): (all: readonly Named[]) => readonly string[] | boolean {
  const pattern = isObject(settings['MatchPattern']) ? settings['MatchPattern'] : {};
  const names = (key: string): readonly string[] | undefined => {
    const list = pattern[`${key}${what}`];
    return Array.isArray(list) ? list.map((name) => String(name).toLowerCase()) : undefined;
  };
  const included = names('Included');
  const excluded = names('Excluded') ?? [];
  const scope = settings['MatchScope'];
  return (all) => {
    const bytes = all.reduce((sum, { name, value }) => sum + name.length + value.length, 0);
    const texts = all
      .slice(0, HEADERS_MAX)
      .filter(({ name }) => included?.includes(name.toLowerCase()) ?? !excluded.includes(name.toLowerCase()))
      .flatMap(({ name, value }) => (scope === 'KEY' ? [name] : scope === 'VALUE' ? [value] : [name, value]));
    return bytes > HEADER_BYTES_MAX || all.length > HEADERS_MAX ? oversize(settings, texts) : texts;
  };
}

function oversize(settings: JsonObject, inspected: readonly string[]): readonly string[] | boolean {
  const handling = settings['OversizeHandling'] ?? 'CONTINUE';
  return handling === 'CONTINUE' ? inspected : handling === 'MATCH';
}
