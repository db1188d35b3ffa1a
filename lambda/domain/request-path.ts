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
  if (/[\x00-\x1f\x7f]/.test(decoded)) return 'a control character';
  if (hasDotSegment(decoded)) return 'a dot segment';
  // Some servers read compatibility characters as what they resemble: `．．` as `..`, `／` as `/`.
  const plain = decoded.normalize('NFKC');
  return plain !== decoded && (bordersIn(plain) !== bordersIn(decoded) || hasDotSegment(plain))
    ? 'a look-alike of a slash, backslash, percent sign or dot segment'
    : undefined;
}

/** Some servers drop `;parameters`, or white space at the end, before they resolve dots. */
const hasDotSegment = (path: string): boolean =>
  path.split('/').some((segment) => /^\.{1,2}([;\s].*)?$/s.test(segment));

/** How many characters there are that would part a path anew. */
const bordersIn = (path: string): number => path.split(/[/\\%]/).length;
