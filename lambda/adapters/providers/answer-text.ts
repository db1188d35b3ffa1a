import { ProviderFault } from '../../domain/provider-fault.ts';

/** A text in a parsed answer, by the names on the way to it; rejects an answer that has none there. */
export function answerText(action: string, json: unknown, ...way: readonly string[]): string {
  const value = way.reduce<unknown>((part, name) => Object(part)[name] as unknown, json);
  if (typeof value !== 'string' || value === '') throw new ProviderFault('unreadable', action);
  return value;
}
