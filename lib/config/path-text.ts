/** Keys and indexes from the root of the config to a value. */
export type Path = readonly PropertyKey[];

const KEY_LENGTH_MAX = 40;

/** `upstreams.weather.routes[0].path`: a path as one would write it in code; odd keys are quoted and long ones cut. */
export function pathText(path: Path): string {
  const parts = path.map((key, index) => {
    if (typeof key === 'number') return `[${key}]`;
    const text = clipped(String(key));
    if (!/^[A-Za-z_$][\w$-]*$/.test(text)) return `[${JSON.stringify(text)}]`;
    return index === 0 ? text : `.${text}`;
  });
  return parts.join('') || 'config';
}

const clipped = (key: string): string =>
  key.length > KEY_LENGTH_MAX ? `${key.slice(0, KEY_LENGTH_MAX)}...` : key;
