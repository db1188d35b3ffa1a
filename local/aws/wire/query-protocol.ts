import { randomUUID } from 'node:crypto';
import { AwsError, unknownOperation } from '../aws-error.ts';
import type { Input, Operation, QueryService } from '../operation.ts';
import type { WireRequest, WireResponse } from './wire-request.ts';

/** AWS Query, https://smithy.io/2.0/aws/protocols/aws-query-protocol.html. Flat outputs only. */
export async function answerQuery(
  service: QueryService,
  request: WireRequest,
  perform: (operation: Operation, input: Input) => Promise<unknown>,
): Promise<WireResponse> {
  const requestId = randomUUID();
  const answer = (status: number, body: string): WireResponse => ({
    status,
    headers: { 'content-type': 'text/xml' },
    body,
  });
  try {
    const input = Object.fromEntries(new URLSearchParams(request.body.toString('utf8')));
    const action = input['Action'] ?? '';
    const operation = service.operations[action];
    if (operation === undefined) throw unknownOperation(action || 'A request without Action');
    const output = (await perform(operation, input)) as Readonly<Record<string, string>>;
    const members = Object.entries(output).map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`);
    return answer(
      200,
      `<${action}Response xmlns="${service.namespace}"><${action}Result>${members.join('')}</${action}Result>` +
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

const escapeXml = (text: string): string =>
  text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
