import { foldedName } from './folded-name.ts';

/** A JSON object that every parser reads alike, or what keeps it from being one. */
export type JsonReading =
  | { readonly value: Readonly<Record<string, unknown>>; readonly names: ReadonlySet<string> }
  | { readonly oddity: JsonOddity };

export type JsonOddity = 'type' | 'encoding' | 'syntax' | 'duplicate' | 'text' | 'number' | 'depth';

/** Only what is read as JSON in UTF-8 by whoever looks at the type; a form could be valid JSON at the same time. */
const JSON_TYPE = /^application\/([\w.-]+\+)?json[ \t]*(;[ \t]*charset="?utf-8"?[ \t]*)?$/i;
/** Deeper than any API nests, and less than what the strictest of the usual parsers takes. */
const DEPTH_MAX = 100;
/** NUL, at which C ends a text, and half characters, which parsers replace, drop or refuse. */
const AMBIGUOUS_TEXT = /\0|\p{Surrogate}/u;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads a body where something in it decides. What parsers are known to disagree on is refused: names that repeat, byte order
 * marks, invalid UTF-8, half characters, NUL, numbers beyond what a double holds exactly, and anything beyond strict JSON. The
 * body itself is not touched, whatever it holds: names like `__proto__` are members like any other.
 */
export function readJson(body: Buffer, contentType: string | undefined): JsonReading {
  if (contentType === undefined || !JSON_TYPE.test(contentType)) return { oddity: 'type' };
  let text: string;
  try {
    text = utf8.decode(body);
  } catch {
    return { oddity: 'encoding' };
  }
  let value: unknown;
  try {
    value = JSON.parse(text); // refuses a byte order mark as well
  } catch {
    return { oddity: 'syntax' };
  }
  if (!isObject(value)) return { oddity: 'syntax' };
  const found = inspect(value);
  if (typeof found === 'string') return { oddity: found };
  return found.members === membersIn(body) ? { value, names: found.names } : { oddity: 'duplicate' };
}

/** A name as the most careless parser may read it: some match without regard to case, some take `snake_case` for `camelCase`. */
export const looseName = (name: string): string => foldedName(name).replaceAll('-', '');

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

interface Inspected {
  readonly members: number;
  readonly names: ReadonlySet<string>;
}

/** Looks at every value, without recursion: how deep a stranger's body goes is not known. */
function inspect(root: object): Inspected | JsonOddity {
  const names = new Set<string>();
  let members = 0;
  let level: unknown[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEPTH_MAX) return 'depth';
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value === 'string' && AMBIGUOUS_TEXT.test(value)) return 'text';
      if (typeof value === 'number' && !isExact(value)) return 'number';
      if (typeof value !== 'object' || value === null) continue;
      if (Array.isArray(value)) for (const item of value) next.push(item);
      else
        for (const [name, member] of Object.entries(value)) {
          members += 1;
          names.add(name);
          next.push(member);
        }
    }
    level = next;
  }
  return [...names].some((name) => AMBIGUOUS_TEXT.test(name)) ? 'text' : { members, names };
}

const isExact = (value: number): boolean =>
  Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));

const [QUOTE, BACKSLASH, COLON] = [0x22, 0x5c, 0x3a];

/** How many members valid JSON was written with: `JSON.parse` keeps one of those that share a name. */
function membersIn(body: Buffer): number {
  let members = 0;
  for (let i = 0; i < body.length; i += 1) {
    if (body[i] === COLON) members += 1;
    if (body[i] !== QUOTE) continue;
    for (i += 1; body[i] !== QUOTE; i += 1) if (body[i] === BACKSLASH) i += 1;
  }
  return members;
}
