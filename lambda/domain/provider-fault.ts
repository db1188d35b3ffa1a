/**
 * Why a call to a provider's management API failed. `refused`, `unauthorised` and `throttled`: nothing was done. `unreachable`
 * and `unreadable`: it may have been done. `slow`: it was begun and had not ended when patience did.
 */
export type ProviderFaultCode =
  | 'refused'
  | 'unauthorised'
  | 'throttled'
  | 'unreachable'
  | 'unreadable'
  | 'slow'
  | 'too_late'
  | 'not_configured';

/** A provider's failure, as far as it may be told: its own text can repeat a key and is never kept. */
export class ProviderFault extends Error {
  readonly code: ProviderFaultCode;
  /** What was asked of the provider, in words of ours. */
  readonly action: string;
  readonly status: number | undefined;

  constructor(code: ProviderFaultCode, action: string, status?: number) {
    super(`${action}: ${code}${status === undefined ? '' : ` (${status})`}`);
    this.name = 'ProviderFault';
    this.code = code;
    this.action = action;
    this.status = status;
  }
}
