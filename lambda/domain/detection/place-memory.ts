/** A few places that calls came from, each with how many and the last. */
export type PlaceMemory = readonly {
  readonly place: string;
  readonly calls: number;
  readonly lastAtMs: number;
}[];

/** Counts a call; of more than `max` places the one that was quiet for longest is forgotten. */
export function remember(memory: PlaceMemory, place: string, atMs: number, max: number): PlaceMemory {
  const known = memory.find((one) => one.place === place);
  const next = { place, calls: (known?.calls ?? 0) + 1, lastAtMs: atMs };
  const others = memory.filter((one) => one !== known);
  const kept =
    others.length < max ? others : [...others].sort((a, b) => b.lastAtMs - a.lastAtMs).slice(0, max - 1);
  return [...kept, next];
}

export const knows = (memory: PlaceMemory, place: string): boolean =>
  memory.some((one) => one.place === place);

/** `DE (200), FR (14)`: where most came from first. */
export function placesText(memory: PlaceMemory, shown = 4): string {
  const sorted = [...memory].sort((a, b) => b.calls - a.calls || (a.place < b.place ? -1 : 1));
  const more = sorted.length - shown;
  const names = sorted.slice(0, shown).map(({ place, calls }) => `${place} (${calls})`);
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
