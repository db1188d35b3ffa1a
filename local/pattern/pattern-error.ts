/** A pattern that AWS would refuse to store; the message is AWS's reason. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
}
