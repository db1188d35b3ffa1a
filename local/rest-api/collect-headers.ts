/** Headers by case-insensitive name; each remembers its first spelling and all its values in order. */
export class HeaderValues {
  readonly #entries = new Map<string, { readonly name: string; readonly values: string[] }>();

  add(name: string, value: string): void {
    const entry = this.#entries.get(name.toLowerCase());
    if (entry === undefined) this.#entries.set(name.toLowerCase(), { name, values: [value] });
    else entry.values.push(value);
  }

  set(name: string, value: string): void {
    this.#entries.set(name.toLowerCase(), { name, values: [value] });
  }

  remove(name: string): void {
    this.#entries.delete(name.toLowerCase());
  }

  /** The last value. */
  get(name: string): string | undefined {
    return this.#entries.get(name.toLowerCase())?.values.at(-1);
  }

  all(name: string): readonly string[] | undefined {
    return this.#entries.get(name.toLowerCase())?.values;
  }

  entries(): readonly { readonly name: string; readonly values: readonly string[] }[] {
    return [...this.#entries.values()];
  }
}

/** Node's `rawHeaders`: names and values in turn. */
export function collectHeaders(raw: readonly string[]): HeaderValues {
  const headers = new HeaderValues();
  for (let i = 0; i + 1 < raw.length; i += 2) headers.add(raw[i] ?? '', raw[i + 1] ?? '');
  return headers;
}
