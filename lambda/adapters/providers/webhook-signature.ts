import { createHmac } from 'node:crypto';
import { ProviderFault } from '../../domain/provider-fault.ts';
import type { Secret } from '../../domain/secret.ts';

export interface WebhookMessage {
  readonly id: string;
  readonly sentAt: Date;
  readonly body: string;
}

const PREFIX = 'whsec_';
/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md: between 24 and 64 bytes. */
const KEY_BYTES_MIN = 24;

/** The three headers of Standard Webhooks: who holds the secret can tell that a message is ours, whole and recent. */
export function webhookHeaders({ id, sentAt, body }: WebhookMessage, secret: Secret): Record<string, string> {
  const key = Buffer.from(secret.reveal().replace(PREFIX, ''), 'base64');
  if (key.length < KEY_BYTES_MIN) throw new ProviderFault('not_configured', 'signing a call to the webhook');
  const timestamp = String(Math.floor(sentAt.getTime() / 1_000));
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
