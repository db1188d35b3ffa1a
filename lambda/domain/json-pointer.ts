/** What an RFC 6901 pointer points at in a JSON document; `undefined` where there is nothing. Only own members count. */
export function atPointer(document: unknown, pointer: string): unknown {
  if (pointer === '') return document;
  return pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (at, name) =>
        typeof at === 'object' && at !== null && Object.hasOwn(at, name)
          ? (at as Record<string, unknown>)[name]
          : undefined,
      document,
    );
}

/** Whether a text is a pointer: empty, or parts that each begin with a slash. */
export const isPointer = (text: string): boolean => /^(\/([^~/]|~[01])*)*$/.test(text);
