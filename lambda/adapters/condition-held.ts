import { AwsCallError } from './signed-call.ts';

/** Whether a conditional write was made; false where DynamoDB found that its condition does not hold. Rejects with anything else. */
export async function conditionHeld(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof AwsCallError && error.message === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}
