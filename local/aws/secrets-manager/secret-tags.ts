import { isObject } from '../../assembly/template.ts';
import type { Input } from '../operation.ts';
import { invalidParameter } from './secret-errors.ts';

const TAGS_MAX = 50;

/** `Tags` of a call; none if there is no such member. */
export function readTags(input: Input): Record<string, string> {
  const given = input['Tags'] ?? [];
  if (!Array.isArray(given)) throw invalidParameter('Tags must be a list.');
  const tags: Record<string, string> = {};
  for (const tag of given as readonly unknown[]) {
    const key = isObject(tag) ? tag['Key'] : undefined;
    const value = isObject(tag) ? (tag['Value'] ?? '') : undefined;
    if (typeof key !== 'string' || key === '' || typeof value !== 'string')
      throw invalidParameter('A tag has a Key and a Value.');
    if (key.startsWith('aws:')) throw invalidParameter('Keys of tags do not begin with aws:.');
    tags[key] = value;
  }
  demandFew(tags);
  return tags;
}

export function demandFew(tags: Readonly<Record<string, string>>): void {
  if (Object.keys(tags).length > TAGS_MAX) throw invalidParameter(`A secret has at most ${TAGS_MAX} tags.`);
}
