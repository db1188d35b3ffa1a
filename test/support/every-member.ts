/** Every member at the top of a JSON object, in order and with those whose names repeat: what any parser could pick from. */
export function everyMember(text: string): readonly (readonly [string, unknown])[] {
  const parser = new Parser(text);
  return parser.members((value) => value);
}

/** Reads valid JSON by hand, because `JSON.parse` keeps only one of the members that share a name. */
class Parser {
  #at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  members<T>(keep: (value: unknown) => T): (readonly [string, T])[] {
    const found: (readonly [string, T])[] = [];
    this.#skip('{');
    while (this.#peek() !== '}') {
      const name = this.#token() as string;
      this.#skip(':');
      found.push([name, keep(this.#value())]);
      if (this.#peek() === ',') this.#skip(',');
    }
    this.#skip('}');
    return found;
  }

  #value(): unknown {
    if (this.#peek() === '{') return this.members((value) => value);
    if (this.#peek() !== '[') return this.#token();
    const items: unknown[] = [];
    this.#skip('[');
    while (this.#peek() !== ']') {
      items.push(this.#value());
      if (this.#peek() === ',') this.#skip(',');
    }
    this.#skip(']');
    return items;
  }

  #token(): unknown {
    this.#peek();
    const token = /^("([^"\\]|\\.)*"|[^,\]}\s]+)/.exec(this.#text.slice(this.#at))?.[0] ?? '';
    this.#at += token.length;
    return JSON.parse(token);
  }

  #peek(): string {
    while (/[ \t\r\n]/.test(this.#text.charAt(this.#at))) this.#at += 1;
    return this.#text.charAt(this.#at);
  }

  #skip(mark: string): void {
    if (this.#peek() !== mark) throw new Error(`no ${mark} at ${this.#at}`);
    this.#at += 1;
  }
}
