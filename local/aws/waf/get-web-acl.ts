import type { Json } from '../../assembly/template.ts';
import { isObject } from '../../assembly/template.ts';
import type { Operation } from '../operation.ts';
import { type IpSetDesk, nonexistent } from './ip-set-desk.ts';

/** The web ACL as the template has it; it cannot be changed here (https://docs.aws.amazon.com/waf/latest/APIReference/API_GetWebACL.html). */
export const getWebAcl = (desk: IpSetDesk): Operation => ({
  action: 'wafv2:GetWebACL',
  resources: (input) => [desk.arn('webacl', input)],
  run: (input) => {
    const acl = desk.plan.webAcls.find(({ id, name }) => id === input['Id'] && name === input['Name']);
    if (acl === undefined || input['Scope'] !== 'REGIONAL') throw nonexistent();
    const { DefaultAction, VisibilityConfig, Rules = [] } = acl.properties;
    return {
      WebACL: {
        Name: acl.name,
        Id: acl.id,
        ARN: acl.arn,
        ...(acl.description === undefined ? {} : { Description: acl.description }),
        DefaultAction,
        VisibilityConfig,
        Rules: onTheWire(Rules),
      },
      // It never changes while this runs, and its id is as good as any token.
      LockToken: acl.id,
    };
  },
});

/** A template writes search strings as text; on the wire they are base64. */
function onTheWire(value: Json): Json {
  if (Array.isArray(value)) return value.map(onTheWire);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      if (name === 'SearchStringBase64') return ['SearchString', inner];
      if (name === 'SearchString') return [name, Buffer.from(String(inner)).toString('base64')];
      return [name, onTheWire(inner)];
    }),
  );
}
