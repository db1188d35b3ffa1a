/** Does work on items, so many at once, and gives the results in the items' order. Work begins as results are consumed. */
export async function* inOrder<T, R>(
  items: Iterable<T>,
  atOnce: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const begun: Promise<R>[] = [];
  const begin = (item: T): void => {
    const result = work(item);
    result.catch(() => undefined); // told when its turn comes
    begun.push(result);
  };
  for (const item of items) {
    const due = begun.length >= atOnce ? begun.shift() : undefined;
    begin(item);
    if (due !== undefined) yield await due;
  }
  for (const due of begun) yield await due;
}

/** All results at once. */
export async function allInOrder<T, R>(
  items: Iterable<T>,
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  for await (const result of inOrder(items, atOnce, work)) results.push(result);
  return results;
}
