import type { Exchange } from './exchange.ts';

/** `arn:aws:execute-api:<region>:<account>:<api>/<stage>/<METHOD>/<path>`, what an authorizer's policy is evaluated against. */
export const methodArn = ({ api, facts }: Exchange): string =>
  `arn:aws:execute-api:${api.region}:${api.accountId}:${api.id}/${api.stage}/${facts.httpMethod}/${facts.path.replace(/^\//, '')}`;
