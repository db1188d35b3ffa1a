import { isObject } from '../../assembly/template.ts';

const STEP = /\.([^.[\]]+)|\[(\d+)\]|\['([^']*)'\]/y;

/** The value at a path such as `$.detail.items[0]`; undefined if there is none, or if the text is no such path. */
export function jsonPath(path: string, document: unknown): unknown {
  if (!path.startsWith('$')) return undefined;
  STEP.lastIndex = 1;
  let value = document;
  while (STEP.lastIndex < path.length) {
    const [, name, index, quoted] = STEP.exec(path) ?? [];
    if (index !== undefined) value = Array.isArray(value) ? value[Number(index)] : undefined;
    else if (name !== undefined || quoted !== undefined)
      value = isObject(value) ? value[name ?? quoted ?? ''] : undefined;
    else return undefined;
  }
  return value;
}
