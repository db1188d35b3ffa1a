/**
 * How long the authorizer may remember what the keys table said about a key. Whatever an operator changes is in force
 * everywhere once this long has passed.
 */
export const KEY_MEMORY_MS = 5_000;
