/** The members of an output as XML: a list as `<member>`s, a `Map` as `<entry>`s, what is undefined not at all. */
export function writeXml(output: object): string {
  return Object.entries(output)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `<${name}>${content(value)}</${name}>`)
    .join('');
}

/** The same for S3, whose lists are repeated elements. */
export const writeFlatXml = (output: object): string =>
  Object.entries(output)
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((one) => [name, one] as const))
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value]) =>
        `<${name}>${typeof value === 'object' ? writeFlatXml(value) : escapeXml(String(value))}</${name}>`,
    )
    .join('');

function content(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => `<member>${content(item)}</member>`).join('');
  if (value instanceof Map)
    return [...value]
      .map(
        ([key, item]) => `<entry><key>${escapeXml(String(key))}</key><value>${content(item)}</value></entry>`,
      )
      .join('');
  if (typeof value === 'object' && value !== null) return writeXml(value);
  return escapeXml(String(value));
}

export const escapeXml = (text: string): string =>
  text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
