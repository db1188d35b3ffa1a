import type { Carrier } from '../../contract/upstream.ts';
import { type Complaint, complain, isComplaint } from './complaint.ts';
import { isQueryName, readHeaderName } from './header-name.ts';

const FIX = `write a header 'x-api-key', a query parameter '?key=', or 'Authorization: Bearer'`;

/** `'x-api-key'`, `'?key='` or `'Authorization: Bearer'`; a carrier that was already read stays as it is. */
export function readCarrier(value: unknown): Carrier | Complaint {
  const text = typeof value === 'string' ? value : writtenForm(value);
  if (text === undefined) return complain('is not a carrier', FIX);
  if (/^authorization: *bearer$/i.test(text)) return { in: 'bearer' };
  if (/^authorization$/i.test(text)) {
    return complain('does not say the scheme', `write 'Authorization: Bearer'; other schemes are not read`);
  }
  if (text.startsWith('?')) {
    const name = text.slice(1, -1);
    return text.endsWith('=') && isQueryName(name)
      ? { in: 'query', name }
      : complain('is not a carrier', FIX);
  }
  const name = readHeaderName(text);
  return isComplaint(name) ? name : { in: 'header', name };
}

/** How the carrier is written in the config file; two carriers are the same if this is. */
export function carrierText(carrier: Carrier): string {
  if (carrier.in === 'bearer') return 'Authorization: Bearer';
  return carrier.in === 'query' ? `?${carrier.name}=` : carrier.name;
}

function writtenForm(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('in' in value)) return undefined;
  if (value.in === 'bearer') return carrierText({ in: 'bearer' });
  if ((value.in !== 'header' && value.in !== 'query') || !('name' in value)) return undefined;
  return typeof value.name === 'string' ? carrierText({ in: value.in, name: value.name }) : undefined;
}
