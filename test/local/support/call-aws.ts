import type { LocalRun } from '../../../local/run-assembly.ts';
import { type Sending, type Sent, send } from './send.ts';

/** A call as an SDK would send it, for services whose client is not at hand. */
export const callAws = (
  run: LocalRun,
  service: string,
  path: string,
  { headers = {}, method = 'POST', ...sending }: Sending = {},
  accessKeyId = 'operator',
): Promise<Sent> =>
  send(run.awsEndpoint, path, {
    ...sending,
    method,
    headers: {
      ...headers,
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20261123/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
    },
  });
