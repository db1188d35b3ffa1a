import type { SecretPlan } from '../../plan/plan-secrets.ts';
import { flag, optionalNumber, optionalText } from '../../plan/read-property.ts';
import { randomPassword } from './random-password.ts';

/** The first value of a secret, as CloudFormation would set it. */
export function initialText(initial: NonNullable<SecretPlan['initial']>): string {
  if ('text' in initial) return initial.text;
  const recipe = initial.generate;
  const password = randomPassword({
    length: optionalNumber(recipe, 'PasswordLength') ?? 32,
    excluded: optionalText(recipe, 'ExcludeCharacters') ?? '',
    lowercase: !flag(recipe, 'ExcludeLowercase'),
    uppercase: !flag(recipe, 'ExcludeUppercase'),
    numbers: !flag(recipe, 'ExcludeNumbers'),
    punctuation: !flag(recipe, 'ExcludePunctuation'),
    space: flag(recipe, 'IncludeSpace'),
    requireEach: optionalText(recipe, 'RequireEachIncludedType') !== 'false',
  });
  const template = optionalText(recipe, 'SecretStringTemplate');
  const key = optionalText(recipe, 'GenerateStringKey');
  if (template === undefined || key === undefined) return password;
  return JSON.stringify({ ...(JSON.parse(template) as Record<string, unknown>), [key]: password });
}
