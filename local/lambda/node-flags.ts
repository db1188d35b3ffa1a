/**
 * How V8 shares out the memory of the function, as the managed runtime does it: nine tenths for old objects, a tenth for new ones
 * in two halves. What is beyond the heap is watched from outside.
 */
export function nodeFlags(memoryMb: number): readonly string[] {
  const newMb = Math.floor(memoryMb / 10);
  return [
    '--expose-gc',
    `--max-semi-space-size=${Math.max(1, Math.floor(newMb / 2))}`,
    `--max-old-space-size=${memoryMb - newMb}`,
  ];
}
