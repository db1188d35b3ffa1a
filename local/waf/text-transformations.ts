import { isObject, type Json } from '../assembly/template.ts';
import { NotHonoured } from './statement.ts';

type Transform = (text: string) => string;

const byte = (hex: string): string => String.fromCharCode(Number.parseInt(hex, 16));

/** https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-transformation.html. What has no row is not honoured. */
const TRANSFORMATIONS: Readonly<Record<string, Transform>> = {
  BASE64_DECODE: (text) => Buffer.from(text, 'base64').toString('latin1'),
  COMPRESS_WHITE_SPACE: (text) => text.replace(/[\f\t\n\r\v\u00a0 ]+/g, ' '),
  HEX_DECODE: (text) => text.replace(/[0-9a-f]{2}/gi, byte),
  LOWERCASE: (text) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()),
  NONE: (text) => text,
  NORMALIZE_PATH: normalizePath,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is what it is for
  REMOVE_NULLS: (text) => text.replace(/\u0000/g, ''),
  // biome-ignore lint/suspicious/noControlCharactersInRegex: replacing them is what it is for
  REPLACE_NULLS: (text) => text.replace(/\u0000/g, ' '),
  URL_DECODE: (text) => text.replaceAll('+', ' ').replace(/%([0-9a-f]{2})/gi, (_, hex: string) => byte(hex)),
};

/** All of a statement's transformations, in order of their priority. */
export function textTransformations(list: Json | undefined): Transform {
  const steps = (Array.isArray(list) ? list : [])
    .filter(isObject)
    .sort((a, b) => Number(a['Priority'] ?? 0) - Number(b['Priority'] ?? 0))
    .map((entry) => {
      const type = String(entry['Type']);
      const transform = TRANSFORMATIONS[type];
      if (transform === undefined) throw new NotHonoured(`the transformation ${type}`);
      return transform;
    });
  return (text) => steps.reduce((current, step) => step(current), text);
}

function normalizePath(path: string): string {
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..' && kept.length > 0) kept.pop();
    else if (part !== '' && part !== '.' && part !== '..') kept.push(part);
  }
  return `${path.startsWith('/') ? '/' : ''}${kept.join('/')}${path.endsWith('/') && kept.length > 0 ? '/' : ''}`;
}
