/**
 * Why a path is refused as it stands, or `undefined` when it may be looked at. Paths are rejected, never normalised: what
 * was checked is byte for byte what is sent, so gateway and upstream cannot read it differently.
 */
export function pathObjection(path: string): string | undefined {
  if (!path.startsWith('/')) return 'not an absolute path';
  if (!/^[!-~]*$/.test(path)) return 'a byte outside printable ASCII';
  if (/[\\?#]/.test(path)) return 'a character that cannot stand in a path';
  if (path.includes('//')) return 'an empty segment';
  if (/%(?![0-9A-Fa-f]{2})/.test(path)) return 'a broken percent-encoding';
  if (/%(2f|5c|00|25)/i.test(path)) return 'an encoded slash, backslash, NUL or percent sign';
  let decoded: string;
  try {
    decoded = decodeURIComponent(path); // throws on overlong and otherwise invalid UTF-8
  } catch {
    return 'an invalid percent-encoding';
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters refused
  if (/[\x00-\x1f\x7f-\x9f]/.test(decoded)) return 'a control character';
  if (INVISIBLE.test(decoded)) return 'an invisible character';
  if (hasDotSegment(decoded)) return 'a dot segment';
  if (/\/\s*;/.test(decoded)) return 'a segment of parameters only';
  const plain = plainest(decoded);
  return plain !== decoded && (bordersIn(plain) !== bordersIn(decoded) || hasDotSegment(plain))
    ? 'a look-alike of a slash, backslash, percent sign or dot segment'
    : undefined;
}

/** What Unicode lets a reader leave out, what turns the direction of text, and what stands for no character at all. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/u;

/** Some servers drop `;parameters`, or white space around a segment, before they resolve dots. */
const hasDotSegment = (path: string): boolean =>
  path.split('/').some((segment) => /^\s*\.{1,2}([;\s].*)?$/s.test(segment));

/** Some servers read characters as what they resemble: `．．` as `..`, `∕` as `/`. Compatibility mapping does not know them all. */
const plainest = (path: string): string =>
  path
    .normalize('NFKC')
    .replace(/[\u2044\u2215\u29f8]/g, '/')
    .replace(/[\u2216\u29f5\u29f9]/g, '\\')
    .replace(/\u3002/g, '.');

/** How many characters there are that would part a path anew. */
const bordersIn = (path: string): number => path.split(/[/\\%]/).length;
