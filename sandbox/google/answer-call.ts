import { ApiFault, invalidArgument } from './api-fault.ts';
import { credentialFault } from './credential-fault.ts';
import type { Answer, Call, GoogleApi } from './google-api.ts';
import { jsonAnswer } from './json-answer.ts';
import { judgeCredential } from './judge-credential.ts';
import { notFoundPage } from './not-found-page.ts';
import { BODY_BYTES_MAX } from './read-body.ts';

/** In Google's order: no such method, then the credential, then the request itself. `body` is `undefined` when it was too large. */
export function answerCall(
  api: GoogleApi,
  apiKey: string,
  request: Omit<Call, 'body'> & { readonly body: Buffer | undefined },
): Answer {
  const call: Call = { ...request, body: request.body ?? Buffer.alloc(0) };
  const work = api.find(call);
  if (work === undefined) return notFoundPage;
  try {
    const refused = credentialFault(judgeCredential(call, apiKey), api.service);
    if (refused) throw refused;
    if (request.body === undefined)
      throw invalidArgument(`Request payload size exceeds the limit: ${BODY_BYTES_MAX} bytes.`);
    return work();
  } catch (error) {
    const fault =
      error instanceof ApiFault
        ? error
        : new ApiFault({ code: 500, message: 'Internal error encountered.', status: 'INTERNAL' });
    return jsonAnswer(fault.shape.code, api.faultBody(fault, call));
  }
}
