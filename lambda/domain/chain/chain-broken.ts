/** The chain cannot be gone on from as it lies in the archive. Says nothing of what is recorded. */
export class ChainBroken extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ChainBroken';
  }
}
