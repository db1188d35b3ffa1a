import type { Resolver } from '../assembly/resolver.ts';
import type { JsonObject } from '../assembly/template.ts';
import { compileStatement } from '../waf/compile-statement.ts';
import { NotHonoured, type ReferencedSets } from '../waf/statement.ts';
import type { Note } from './finding.ts';
import type { BlockResponse, RuleAction, RulePlan, WebAclPlan } from './firewall-plan.ts';
import { object, objects, optionalNumber, optionalText } from './read-property.ts';
import type { PlannedResource } from './resources-of.ts';

/** Default of an API, and the most that can be asked for: https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-setting-body-inspection-limit.html. */
const INSPECTED_KB = 16;

/** Plans a web ACL with the rules that can be honoured; `note` is told the others with the reason. */
export function planWebAcl(
  resolver: Resolver,
  { logicalId, properties }: PlannedResource,
  sets: ReferencedSets,
  note: Note,
): WebAclPlan {
  const { ref, attributes } = resolver.identity(logicalId);
  const [name = '', id = ''] = ref.split('|');
  const description = optionalText(properties, 'Description');
  const bodyBytesMax = inspectedBytes(properties);
  const bodies = object(properties, 'CustomResponseBodies');
  const rules: RulePlan[] = [];
  if (
    Object.keys(object(object(object(properties, 'DefaultAction'), 'Allow'), 'CustomRequestHandling'))
      .length > 0
  )
    note(`AWS::WAFv2::WebACL DefaultAction inserts headers, which is not honoured here (${logicalId})`);
  for (const rule of ordered(properties)) {
    const ruleName = optionalText(rule, 'Name') ?? '';
    const statement = object(rule, 'Statement');
    const missing = (what: string, kind?: 'security'): void =>
      note(`AWS::WAFv2::WebACL rule ${ruleName} uses ${what} (${logicalId})`, kind);
    if (objects(rule, 'RuleLabels').length > 0) missing('labels, which are not honoured here');
    try {
      const action = actionOf(object(rule, 'Action'), bodies);
      compileStatement(statement, sets, bodyBytesMax);
      if (action.kind === 'count') missing('Count, which leaves no metric here');
      rules.push({ name: ruleName, statement, action });
    } catch (error) {
      if (!(error instanceof NotHonoured)) throw error;
      missing(`${error.message}: it is not honoured here`, 'security');
    }
  }
  return {
    id,
    name,
    arn: attributes['Arn'] ?? '',
    ...(description === undefined ? {} : { description }),
    defaultAction: defaultAction(properties, bodies),
    rules,
    bodyBytesMax,
    properties,
  };
}

/** What inserts headers only allows here; nothing else can be meant by a template that AWS accepts. */
function defaultAction(properties: JsonObject, bodies: JsonObject): WebAclPlan['defaultAction'] {
  const action = object(properties, 'DefaultAction');
  if (!('Block' in action)) return { kind: 'allow' };
  const fallback = actionOf(action, bodies);
  return fallback.kind === 'count' ? { kind: 'block' } : fallback;
}

const ordered = (properties: JsonObject): readonly JsonObject[] =>
  [...objects(properties, 'Rules')].sort(
    (a, b) => (optionalNumber(a, 'Priority') ?? 0) - (optionalNumber(b, 'Priority') ?? 0),
  );

function inspectedBytes(properties: JsonObject): number {
  const bodies = object(object(properties, 'AssociationConfig'), 'RequestBody');
  const limit = optionalText(object(bodies, 'API_GATEWAY'), 'DefaultSizeInspectionLimit') ?? '';
  return 1024 * (Number(/^KB_(\d+)$/.exec(limit)?.[1]) || INSPECTED_KB);
}

/** https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-action.html */
function actionOf(action: JsonObject, bodies: JsonObject): RuleAction {
  const [name = 'no action'] = Object.keys(action);
  if (Object.keys(object(object(action, name), 'CustomRequestHandling')).length > 0)
    throw new NotHonoured('headers inserted into the request');
  if (name === 'Allow') return { kind: 'allow' };
  if (name === 'Count') return { kind: 'count' };
  if (name !== 'Block') throw new NotHonoured(name);
  const custom = object(object(action, name), 'CustomResponse');
  const response = Object.keys(custom).length === 0 ? undefined : blockResponse(custom, bodies);
  return { kind: 'block', ...(response === undefined ? {} : { response }) };
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  APPLICATION_JSON: 'application/json',
  TEXT_HTML: 'text/html',
  TEXT_PLAIN: 'text/plain',
};

/** https://docs.aws.amazon.com/waf/latest/developerguide/customizing-the-response-for-blocked-requests.html */
function blockResponse(custom: JsonObject, bodies: JsonObject): BlockResponse {
  const body = object(bodies, optionalText(custom, 'CustomResponseBodyKey') ?? '');
  const contentType = CONTENT_TYPES[optionalText(body, 'ContentType') ?? ''];
  return {
    status: optionalNumber(custom, 'ResponseCode') ?? 403,
    headers: Object.fromEntries(
      objects(custom, 'ResponseHeaders').map((header) => [
        optionalText(header, 'Name') ?? '',
        optionalText(header, 'Value') ?? '',
      ]),
    ),
    ...(contentType === undefined ? {} : { contentType }),
    body: optionalText(body, 'Content') ?? '',
  };
}
