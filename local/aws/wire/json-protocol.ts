import { AwsError, unknownOperation } from '../aws-error.ts';
import type { Input, JsonService, Operation } from '../operation.ts';
import { inflate } from './inflate.ts';
import { parseJsonBody } from './parse-json-body.ts';
import type { WireRequest, WireResponse } from './wire-request.ts';

/** AWS JSON 1.0 and 1.1, https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html. */
export async function answerJson(
  service: JsonService,
  request: WireRequest,
  perform: (operation: Operation, input: Input, name: string) => Promise<unknown>,
): Promise<WireResponse> {
  const contentType = request.headers['content-type'] ?? 'application/x-amz-json-1.1';
  const answer = (status: number, document: unknown): WireResponse => ({
    status,
    headers: { 'content-type': contentType },
    body: JSON.stringify(document ?? {}),
  });
  try {
    const target = String(request.headers['x-amz-target'] ?? '');
    const name = target.split('.')[1] ?? '';
    const operation = service.operations[name];
    if (operation === undefined) throw unknownOperation(target || 'A request without X-Amz-Target');
    return answer(200, await perform(operation, parseJsonBody(inflate(request)), name));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return answer(error.status, { __type: error.type, ...error.members, message: error.message });
  }
}
