import type { Secret } from './secret.ts';

/** Below this length a value is too common in ordinary text to be searched for; `upstreams set-key` refuses such keys. */
export const SECRET_LENGTH_MIN = 8;

/**
 * The byte sequences that would give a secret away: plain, escaped for URLs, forms, JSON and HTML, hex, and base64 in both
 * alphabets at each of the three offsets at which it can lie inside a longer encoded text. Not found: base64 that is broken
 * into lines, compressed bytes, a secret taken apart.
 */
export function needlesOf(secret: Secret): readonly Buffer[] {
  const known = made.get(secret);
  if (known !== undefined) return known;
  const needles = encodingsOf(secret.reveal());
  made.set(secret, needles);
  return needles;
}

/** A secret lives as long as it is cached, and so do its needles. */
const made = new WeakMap<Secret, readonly Buffer[]>();

function encodingsOf(secret: string): readonly Buffer[] {
  if (secret.length < SECRET_LENGTH_MIN) return [];
  const bytes = Buffer.from(secret);
  const texts = new Set([
    secret,
    ...escaped(secret),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
  ]);
  for (const offset of [0, 1, 2]) {
    const encoded = base64At(bytes, offset);
    texts.add(encoded);
    texts.add(encoded.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return [...texts].map((text) => Buffer.from(text));
}

/** As documents write it; the same text each time unless the secret holds a character that needs escaping. */
function escaped(secret: string): readonly string[] {
  const percent = encodeURIComponent(secret);
  const json = JSON.stringify(secret).slice(1, -1);
  const html = HTML.reduce((text, [sign, entity]) => text.replaceAll(sign, entity), secret);
  return [
    percent,
    percent.replace(/%../g, (code) => code.toLowerCase()),
    new URLSearchParams([['', secret]]).toString().slice(1),
    json,
    json.replaceAll('/', '\\/'),
    json.replace(/[<>&=']/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`), // as Google's servers write JSON
    html,
  ];
}

/** The ampersand first: it begins all the others. */
const HTML = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
] as const;

/** The characters of the encoding that depend on the secret alone, whatever stands before and after it. */
function base64At(bytes: Buffer, offset: number): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString('base64')
    .replace(/=+$/, '');
  const first = Math.ceil((offset * 8) / 6);
  const last = Math.floor(((offset + bytes.length) * 8) / 6);
  return encoded.slice(first, last);
}
