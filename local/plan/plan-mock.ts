import type { JsonObject } from '../assembly/template.ts';
import { objects, optionalNumber, optionalText, textMap } from './read-property.ts';
import type { MockPlan, MockResponsePlan } from './rest-api-plan.ts';

/** Directives and functions of the template language, which is not spoken here; plain variables are. */
const LANGUAGE = /#(set|if|else|elseif|end|foreach|define|stop|\{)|\$!?\{?(input|util)\b/;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html */
export function planMock(integration: JsonObject): MockPlan | 'unsupported' {
  const templates = textMap(integration, 'RequestTemplates');
  const responses = objects(integration, 'IntegrationResponses').map(planResponse);
  const written = [templates, ...responses.map((response) => response.templates)];
  if (written.some((map) => Object.values(map).some((text) => LANGUAGE.test(text)))) return 'unsupported';
  return {
    kind: 'mock',
    statuses: Object.fromEntries(
      Object.entries(templates).map(([mediaType, text]) => [mediaType, statusIn(text)]),
    ),
    strict:
      optionalText(integration, 'PassthroughBehavior') === 'NEVER' ||
      (optionalText(integration, 'PassthroughBehavior') === 'WHEN_NO_TEMPLATES' &&
        Object.keys(templates).length > 0),
    responses,
  };
}

/** The template need not be JSON to the letter: CDK's own preflight says `{ statusCode: 204 }`. */
const statusIn = (template: string): number =>
  Number(/["']?statusCode["']?\s*:\s*["']?(\d{3})\b/.exec(template)?.[1] ?? Number.NaN);

function planResponse(response: JsonObject): MockResponsePlan {
  const pattern = optionalText(response, 'SelectionPattern') ?? '';
  const headers = Object.entries(textMap(response, 'ResponseParameters')).flatMap(([name, value]) =>
    name.startsWith('method.response.header.') ? [[name.split('.').slice(3).join('.'), value]] : [],
  );
  return {
    status: optionalNumber(response, 'StatusCode') ?? 200,
    ...(pattern === '' ? {} : { selects: new RegExp(`^(?:${pattern})$`) }),
    headers: Object.fromEntries(headers),
    templates: textMap(response, 'ResponseTemplates'),
  };
}
