import type { AwsConnection } from './aws-connection.ts';
import type { InvokeFunction } from './providers/webhook-call.ts';
import { AwsCallError } from './signed-call.ts';
import { signedPost } from './signed-post.ts';

/** As long as an endpoint over HTTPS is given. */
const PATIENCE_MS = 15_000;

/**
 * Invokes somebody's function in this region and waits for its answer, once: whoever invokes repeats what may be repeated. Nothing of
 * its log is asked for. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export const invokeFunction =
  (connection: AwsConnection): InvokeFunction =>
  async (functionArn, payload) => {
    const { status, text, headers } = await signedPost(connection, {
      service: 'lambda',
      path: `/2015-03-31/functions/${encodeURIComponent(functionArn)}/invocations`,
      contentType: 'application/json',
      body: payload,
      timeoutMs: PATIENCE_MS,
    });
    if (status !== 200) throw new AwsCallError(`status ${status}`, status >= 500);
    return { failed: headers['x-amz-function-error'] !== undefined, payload: text };
  };
