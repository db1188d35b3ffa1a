import { createHash } from 'node:crypto';

/** What the names of one upstream's keys begin with. */
export const keyPrefix = (stage: string, upstream: string): string => `sallyport-${stage}-${upstream}-`;

/** One name per version of the secret, so that a repetition finds what an earlier try has made. Providers allow 63 characters. */
export const keyName = (prefix: string, versionId: string): string =>
  `${prefix}${createHash('sha256').update(versionId).digest('hex').slice(0, 16)}`;
