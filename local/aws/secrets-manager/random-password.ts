import { randomInt } from 'node:crypto';
import { LocalRunError } from '../../local-run-error.ts';

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html */
export interface PasswordRecipe {
  readonly length: number;
  readonly excluded: string;
  readonly lowercase: boolean;
  readonly uppercase: boolean;
  readonly numbers: boolean;
  readonly punctuation: boolean;
  readonly space: boolean;
  readonly requireEach: boolean;
}

export function randomPassword(recipe: PasswordRecipe): string {
  const classes = [
    recipe.lowercase ? 'abcdefghijklmnopqrstuvwxyz' : '',
    recipe.uppercase ? 'ABCDEFGHIJKLMNOPQRSTUVWXYZ' : '',
    recipe.numbers ? '0123456789' : '',
    recipe.punctuation ? '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~' : '',
    recipe.space ? ' ' : '',
  ]
    .map((all) => [...all].filter((c) => !recipe.excluded.includes(c)))
    .filter((all) => all.length > 0);
  if (classes.length === 0 || recipe.length < 1)
    throw new LocalRunError('A GenerateSecretString excludes every character; allow some.');
  const required = recipe.requireEach ? classes.map(pick) : [];
  const rest = Array.from({ length: Math.max(0, recipe.length - required.length) }, () =>
    pick(classes.flat()),
  );
  return shuffled([...required, ...rest])
    .slice(0, recipe.length)
    .join('');
}

const pick = (from: readonly string[]): string => from[randomInt(from.length)] ?? '';

function shuffled(items: readonly string[]): readonly string[] {
  const pool = [...items];
  return items.map(() => pool.splice(randomInt(pool.length), 1)[0] ?? '');
}
