import type { FaultCode } from '../../../contract/faults.ts';
import { asFault, Fault } from '../fault.ts';
import { ProviderFault, type ProviderFaultCode } from '../provider-fault.ts';

const CODES: Readonly<Record<ProviderFaultCode, FaultCode>> = {
  refused: 'rotation.provider_refused',
  unauthorised: 'rotation.provider_unauthorised',
  throttled: 'rotation.provider_busy',
  slow: 'rotation.provider_busy',
  unreachable: 'rotation.provider_unreachable',
  unreadable: 'rotation.provider_failed',
  too_late: 'rotation.too_late',
  not_configured: 'rotation.not_configured',
};

/** Any failure of a rotation as a Fault; a provider's stays its cause. */
export const rotationFault = (error: unknown): Fault =>
  error instanceof ProviderFault ? new Fault(CODES[error.code], { cause: error }) : asFault(error);
