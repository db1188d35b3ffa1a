import { ProviderFault } from '../../domain/provider-fault.ts';
import type { ProviderAnswer } from './provider-call.ts';

/** What an answer that is no success means. Only its status is used: its text may repeat what was asked. */
export function answerFault(action: string, { status }: ProviderAnswer): ProviderFault {
  if (status === 401 || status === 403) return new ProviderFault('unauthorised', action, status);
  if (status === 429) return new ProviderFault('throttled', action, status);
  if (status >= 500) return new ProviderFault('unreachable', action, status);
  return new ProviderFault(status >= 400 ? 'refused' : 'unreadable', action, status);
}
