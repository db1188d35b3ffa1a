import { PatternError } from './pattern-error.ts';

/** Stands for "any text" among the characters of a pattern. */
const ANY = Symbol('*');

/** `*` stands for any text, `\*` and `\\` for themselves. */
export function wildcardTest(pattern: string): (text: string) => boolean {
  const parts = read(pattern);
  return (text) => {
    let p = 0;
    let t = 0;
    let star = -1;
    let resume = 0;
    while (t < text.length) {
      if (parts[p] === ANY) {
        star = p++;
        resume = t;
      } else if (parts[p] === text[t]) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else return false;
    }
    while (parts[p] === ANY) p++;
    return p === parts.length;
  };
}

function read(pattern: string): readonly (string | typeof ANY)[] {
  const parts: (string | typeof ANY)[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern.charAt(i);
    const next = pattern[i + 1];
    if (character === '\\') {
      if (next !== '*' && next !== '\\') throw new PatternError('Invalid escape character');
      parts.push(next);
      i++;
    } else if (character === '*') {
      if (next === '*') throw new PatternError('Consecutive wildcard characters');
      parts.push(ANY);
    } else parts.push(character);
  }
  return parts;
}
