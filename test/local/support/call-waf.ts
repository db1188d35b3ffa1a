import type { LocalRun } from '../../../local/run-assembly.ts';
import { send } from './send.ts';

/** Calls an operation of AWS WAF as its client does; gives back the output, or throws an error with the type as its name. */
// biome-ignore lint/suspicious/noExplicitAny: outputs of many shapes
export async function callWaf(run: LocalRun, operation: string, input: object): Promise<any> {
  const { status, json } = await send(run.awsEndpoint, '/', {
    method: 'POST',
    headers: {
      authorization:
        'AWS4-HMAC-SHA256 Credential=operator/20260101/us-east-1/wafv2/aws4_request, SignedHeaders=host, Signature=0',
      'x-amz-target': `AWSWAF_20190729.${operation}`,
      'content-type': 'application/x-amz-json-1.1',
    },
    body: JSON.stringify(input),
  });
  if (status !== 200) throw Object.assign(new Error(json.message), { name: json.__type });
  return json;
}
