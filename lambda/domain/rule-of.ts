import type { DeniedBy } from './decide.ts';

/**
 * Who said no, for the audit: the list, the product, and the constraint in the config's words, such as `scope`,
 * `upstream:models` or `products:trial:query.maxResults`. All of it is the config's own; nothing of a request is in it.
 */
export const ruleOf = ({ list, product, constraint }: DeniedBy): string =>
  [list, product, constraint?.rule].filter((part) => part !== undefined).join(':');
