/** The run cannot start or go on; the message says what is wrong and names the fix. Never holds a secret. */
export class LocalRunError extends Error {
  override readonly name = 'LocalRunError';
}
