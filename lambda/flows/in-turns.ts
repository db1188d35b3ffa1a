/** Does something for each thing, at most `width` at once. What fails keeps nothing back; gives back how many failed. */
export async function inTurns<T>(
  things: readonly T[],
  width: number,
  work: (thing: T) => Promise<void>,
  onFailure: (error: unknown) => void,
): Promise<number> {
  const left = things[Symbol.iterator]();
  let failed = 0;
  const worker = async (): Promise<void> => {
    for (const thing of left) {
      await work(thing).catch((error: unknown) => {
        failed += 1;
        onFailure(error);
      });
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, things.length) }, worker));
  return failed;
}
