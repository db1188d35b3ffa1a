import { AwsError, unknownOperation } from '../aws-error.ts';
import type { Input, Operation, RestJsonService } from '../operation.ts';
import { parseJsonBody } from './parse-json-body.ts';
import type { WireRequest, WireResponse } from './wire-request.ts';

/** AWS REST-JSON 1, https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html. */
export async function answerRestJson(
  service: RestJsonService,
  request: WireRequest,
  perform: (operation: Operation, input: Input, name: string) => Promise<unknown>,
): Promise<WireResponse> {
  const contentType = { 'content-type': 'application/json' };
  try {
    const { pathname, searchParams } = new URL(request.target, 'http://localhost');
    for (const route of service.routes) {
      const labels = route.method === request.method ? matchPath(route.path, pathname) : undefined;
      if (labels === undefined) continue;
      const members = route.read?.(request) ?? parseJsonBody(request.body);
      const input = { ...members, ...Object.fromEntries(searchParams), ...labels };
      const output = await perform(route.operation, input, route.name);
      if (route.write !== undefined) return route.write(output);
      return {
        status: route.status,
        headers: contentType,
        body: output === undefined ? '' : JSON.stringify(output),
      };
    }
    throw unknownOperation(`${request.method} ${pathname}`);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return {
      status: error.status,
      headers: { ...contentType, 'x-amzn-errortype': error.type },
      body: JSON.stringify({ ...error.members, message: error.message }),
    };
  }
}

function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const wanted = pattern.split('/');
  const sent = path.split('/');
  if (wanted.length !== sent.length) return undefined;
  const labels: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    const segment = sent[i] ?? '';
    if (part.startsWith('{')) labels[part.slice(1, -1)] = decode(segment);
    else if (part !== segment) return undefined;
  }
  return labels;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new AwsError('BadRequestException', 'The path is not percent-encoded UTF-8');
  }
}
