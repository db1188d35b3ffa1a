import { LocalRunError } from '../../local-run-error.ts';
import type { Input, Operation } from '../operation.ts';
import { flagOf, optionalCount, optionalString } from '../read-input.ts';
import { type PasswordRecipe, randomPassword } from './random-password.ts';
import { invalidParameter } from './secret-errors.ts';

const LENGTH_MAX = 4_096;

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html */
export const getRandomPassword = (): Operation => ({
  action: 'secretsmanager:GetRandomPassword',
  resources: () => ['*'],
  run: (input) => {
    const recipe = recipeOf(input);
    const kinds = [recipe.lowercase, recipe.uppercase, recipe.numbers, recipe.punctuation, recipe.space];
    if (recipe.requireEach && recipe.length < kinds.filter((kind) => kind).length)
      throw invalidParameter('The password length is too short for the required types of characters.');
    try {
      return { RandomPassword: randomPassword(recipe) };
    } catch (error) {
      if (!(error instanceof LocalRunError)) throw error;
      throw invalidParameter('All characters are excluded.');
    }
  },
});

const recipeOf = (input: Input): PasswordRecipe => ({
  length: optionalCount(input, 'PasswordLength', 1, LENGTH_MAX) ?? 32,
  excluded: optionalString(input, 'ExcludeCharacters') ?? '',
  lowercase: !flagOf(input, 'ExcludeLowercase'),
  uppercase: !flagOf(input, 'ExcludeUppercase'),
  numbers: !flagOf(input, 'ExcludeNumbers'),
  punctuation: !flagOf(input, 'ExcludePunctuation'),
  space: flagOf(input, 'IncludeSpace'),
  requireEach: input['RequireEachIncludedType'] !== false,
});
