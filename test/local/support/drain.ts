import type { LocalRun } from '../../../local/run-assembly.ts';
import { jsonCall } from './aws-wire.ts';

export interface Drained {
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Receives and deletes everything that is in a queue of the stack's outputs. */
export async function drain(run: LocalRun, output: string): Promise<readonly Drained[]> {
  const QueueUrl = run.outputs[output];
  const found: Drained[] = [];
  for (;;) {
    const { json } = await jsonCall(run, 'sqs', 'ReceiveMessage', {
      QueueUrl,
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ['All'],
    });
    if (json.Messages === undefined) return found;
    for (const { Body, MessageAttributes = {}, ReceiptHandle } of json.Messages) {
      const attributes = Object.entries(MessageAttributes as Record<string, { StringValue: string }>);
      found.push({
        body: Body,
        attributes: Object.fromEntries(attributes.map(([name, { StringValue }]) => [name, StringValue])),
      });
      await jsonCall(run, 'sqs', 'DeleteMessage', { QueueUrl, ReceiptHandle });
    }
  }
}
