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
  // Some servers drop `;parameters` before they resolve dots, so `..;x` counts as a dot segment too.
  return decoded.split('/').some((segment) => /^\.{1,2}(;.*)?$/.test(segment)) ? 'a dot segment' : undefined;
}
