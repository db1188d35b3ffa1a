/** Base64url as an encoder writes it: no bits beyond the last byte. */
export function canonicalBytes(segment: string): Buffer | undefined {
  const bytes = Buffer.from(segment, 'base64url');
  return bytes.toString('base64url') === segment ? bytes : undefined;
}

/**
 * The payload of `header.payload`: printable ASCII, and JSON exactly as `JSON.stringify` writes it. A member twice, a blank, an
 * escape, a number in another form or a byte that is no UTF-8 would make another text of it.
 */
export function tokenPayload(signed: string): unknown {
  const text = canonicalBytes(signed.slice(signed.indexOf('.') + 1))?.toString('latin1');
  if (text === undefined || !/^\{[ -~]*$/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}
