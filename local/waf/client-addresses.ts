import { isIP } from 'node:net';
import { isObject, type JsonObject } from '../assembly/template.ts';
import { headerValues } from './field-to-match.ts';
import type { InspectedRequest } from './inspected-request.ts';
import { NotHonoured } from './statement.ts';

/** The addresses a statement looks at, or what the statement answers without looking. */
export type ClientAddresses = (request: InspectedRequest) => readonly string[] | boolean;

/** The connection's address, or those of a header: https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-forwarded-ip-address.html. */
export function clientAddresses(forwarded: JsonObject[string] | undefined): ClientAddresses {
  if (forwarded === undefined || forwarded === null) return (request) => [request.sourceIp];
  if (!isObject(forwarded)) throw new NotHonoured('a forwarded IP configuration that is no object');
  const name = String(forwarded['HeaderName'] ?? 'X-Forwarded-For');
  const fallback = forwarded['FallbackBehavior'] === 'MATCH';
  const position = String(forwarded['Position'] ?? 'FIRST');
  return (request) => {
    const values = headerValues(request, name);
    // Without the header the statement does not apply at all; with a wrong address its fallback decides.
    if (values.length === 0) return false;
    const found = values
      .join(',')
      .split(',')
      .map((text) => text.trim());
    const chosen = position === 'ANY' ? found : found.slice(...(position === 'LAST' ? [-1] : [0, 1]));
    return chosen.every((text) => isIP(text) !== 0) ? chosen : fallback;
  };
}
