/** Bytes that tell one drawing from the next, where a test wants to know what comes. */
export function countedBytes(): (byteCount: number) => Uint8Array {
  let drawn = 0;
  return (byteCount) => {
    drawn += 1;
    return new Uint8Array(byteCount).fill(drawn);
  };
}
