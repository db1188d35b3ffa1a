import { invalidArgument } from '../google/api-fault.ts';
import { isRecord } from '../google/is-record.ts';

/** The body as a JSON object. Google's error quotes the body; a client may have put a key there, so this one does not. */
export function parseMessage(body: Buffer): Readonly<Record<string, unknown>> {
  if (body.length === 0) return {};
  const message = parse(body);
  if (!isRecord(message)) throw malformed('Unknown name "": Root element must be a message.');
  return message;
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw malformed('Unexpected token.');
  }
}

function malformed(what: string) {
  const description = `Invalid JSON payload received. ${what}`;
  return invalidArgument(description, [
    { '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: [{ description }] },
  ]);
}
