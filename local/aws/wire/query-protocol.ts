import { randomUUID } from 'node:crypto';
import { AwsError, unknownOperation } from '../aws-error.ts';
import type { Input, Operation, QueryService } from '../operation.ts';
import { parseQuery } from './parse-query.ts';
import type { WireRequest, WireResponse } from './wire-request.ts';
import { escapeXml, writeXml } from './write-xml.ts';

/** AWS Query, https://smithy.io/2.0/aws/protocols/aws-query-protocol.html. */
export async function answerQuery(
  service: QueryService,
  request: WireRequest,
  perform: (operation: Operation, input: Input, name: string) => Promise<unknown>,
): Promise<WireResponse> {
  const requestId = randomUUID();
  const answer = (status: number, body: string): WireResponse => ({
    status,
    headers: { 'content-type': 'text/xml' },
    body,
  });
  try {
    const input = parseQuery(request.body.toString('utf8'));
    const action = String(input['Action'] ?? '');
    const operation = service.operations[action];
    if (operation === undefined) throw unknownOperation(action || 'A request without Action');
    const output = (await perform(operation, input, action)) as object;
    return answer(
      200,
      `<${action}Response xmlns="${service.namespace}"><${action}Result>${writeXml(output)}</${action}Result>` +
        `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${action}Response>`,
    );
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return answer(
      error.status,
      `<ErrorResponse xmlns="${service.namespace}"><Error><Type>Sender</Type><Code>${escapeXml(error.type)}</Code>` +
        `<Message>${escapeXml(error.message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
    );
  }
}
