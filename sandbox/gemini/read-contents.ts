import { type ApiFault, invalidArgument } from '../google/api-fault.ts';
import { isRecord } from '../google/is-record.ts';

export interface Part {
  /** `undefined` for anything but text: images, function calls, code. */
  readonly text: string | undefined;
}

export interface Content {
  readonly role: 'user' | 'model';
  readonly parts: readonly Part[];
}

/** `contents` of a request. Like Google's own JSON reader, it takes a single object where a list is due, and snake case for camel case. */
export function readContents(value: unknown, request: string): readonly Content[] {
  const contents = listOf(value);
  if (contents.length === 0) throw invalidArgument(`* ${request}.contents: contents is not specified\n`);
  return contents.map((content, index) => readContent(content, `contents[${index}]`, request));
}

function readContent(value: unknown, field: string, request: string): Content {
  if (!isRecord(value)) throw wrongType(field, 'Content');
  const role = value['role'] ?? 'user';
  if (role !== 'user' && role !== 'model' && role !== 'function' && role !== 'tool' && role !== '')
    throw invalidArgument('Please use a valid role: user, model.');
  const parts = listOf(value['parts']);
  if (parts.length === 0)
    throw invalidArgument(`* ${request}.${field}.parts: contents.parts must not be empty.\n`);
  return {
    role: role === 'model' ? 'model' : 'user',
    parts: parts.map((part, index) => readPart(part, `${field}.parts[${index}]`, request)),
  };
}

function readPart(value: unknown, field: string, request: string): Part {
  if (!isRecord(value)) throw wrongType(field, 'Part');
  const { text } = value;
  if (Object.keys(value).length === 0)
    throw invalidArgument(
      `* ${request}.${field}.data: required oneof field 'data' must have one initialized field\n`,
    );
  if (text !== undefined && typeof text !== 'string')
    throw invalidArgument(`Invalid value at '${field}.text' (TYPE_STRING)`);
  return { text };
}

const listOf = (value: unknown): readonly unknown[] => {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
};

const wrongType = (field: string, type: string): ApiFault =>
  invalidArgument(
    `Invalid value at '${field}' (type.googleapis.com/google.ai.generativelanguage.v1beta.${type})`,
  );
