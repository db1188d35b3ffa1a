import { cleanUserAgent } from '../domain/user-agent.ts';

/** What the client says it is, as it may be recorded; empty for nothing. */
export const userAgentOf = (headers: readonly (readonly [string, string])[]): string =>
  cleanUserAgent(headers.find(([name]) => name === 'user-agent')?.[1]);
