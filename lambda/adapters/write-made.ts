import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { awsRefusal } from './aws-refusal.ts';

/** Whether a write went through. The SDK repeats one whose answer was lost; the repetition then meets what the first made. */
export async function writeMade(
  sent: Promise<unknown>,
  doing: string,
  wasFirst: () => Promise<boolean>,
): Promise<boolean> {
  try {
    await sent;
    return true;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw awsRefusal(doing, error);
    return (error.$metadata.attempts ?? 1) > 1 && wasFirst();
  }
}
