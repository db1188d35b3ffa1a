import type { Unit } from './needle.ts';

const known = new Map<string, Unit>();

/**
 * The ways in which URLs, forms, JSON, HTML, mail and programs write one character of a key, the escapes of characters that
 * need none included. JSON within JSON and a percent sign that is encoded once more are among them; a third layer is not.
 */
export function spellingsOf(character: string): Unit {
  let unit = known.get(character);
  if (unit === undefined) {
    unit = [...new Set(written(character))].map((text) => Buffer.from(text));
    known.set(character, unit); // a key holds printable ASCII only, so the map is bounded
  }
  return unit;
}

function written(character: string): string[] {
  const code = character.charCodeAt(0);
  const octal = code.toString(8).padStart(3, '0');
  return [
    ...new Set([character, character.toLowerCase(), character.toUpperCase()]), // names of headers and hosts change it
    ...twoCases(code.toString(16).padStart(2, '0')).flatMap((hex) => [
      ...[`%${hex}`, `%25${hex}`, `%u00${hex}`, `=${hex}`],
      ...[`\\u00${hex}`, `\\\\u00${hex}`, `\\u{${hex}}`, `\\x${hex}`, `\\\\x${hex}`],
      ...[`&#x${hex};`, `&#X${hex};`, `&#x00${hex};`],
    ]),
    ...[
      `\\${octal}`,
      `&#${code};`,
      `&#${String(code).padStart(3, '0')};`,
      `&#${String(code).padStart(4, '0')};`,
    ],
    ...(/[0-9A-Za-z]/.test(character) ? [] : [`\\${character}`, `\\\\${character}`, `\\\\\\${character}`]),
    ...(character === '\\' ? ['\\\\\\\\'] : []),
    ...(NAMED.get(character) ?? []),
  ];
}

const twoCases = (hex: string): string[] => [hex.toLowerCase(), hex.toUpperCase()];

const NAMED: ReadonlyMap<string, readonly string[]> = new Map([
  ['&', ['&amp;']],
  ['<', ['&lt;']],
  ['>', ['&gt;']],
  ['"', ['&quot;']],
  ["'", ['&apos;']],
]);
