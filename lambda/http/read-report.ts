import { Fault } from '../domain/fault.ts';
import { type GatewayEvent, headerPairs } from './gateway-event.ts';

export interface ReportEvent extends GatewayEvent {
  readonly body: string | null;
  readonly isBase64Encoded: boolean;
}

/** More than three times what a report of a thousand matches has. */
const BODY_BYTES_MAX = 1_048_576;
/** https://docs.github.com/en/code-security/secret-scanning/secret-scanning-partnership-program/secret-scanning-partner-program#implement-signature-verification-in-your-secret-alert-service */
const HEADERS = { keyId: 'github-public-key-identifier', signature: 'github-public-key-signature' } as const;

/**
 * A report's bytes, as they were signed, and what is to prove it. Refused before anything is decoded or looked for: a body that is
 * too large (`request.too_large`), and a header that is missing or there twice (`report.unsigned`), for two readers could take
 * different ones.
 */
export function readReport(event: ReportEvent) {
  const { body, isBase64Encoded } = event;
  const text = body ?? '';
  if (text.length > (isBase64Encoded ? Math.ceil(BODY_BYTES_MAX / 3) * 4 : BODY_BYTES_MAX))
    throw new Fault('request.too_large');
  const pairs = headerPairs(event);
  const only = (name: string): string => {
    const [value, ...more] = pairs.flatMap(([at, given]) => (at === name ? [given] : []));
    if (value === undefined || more.length > 0) throw new Fault('report.unsigned');
    return value;
  };
  const [keyId, signature] = [only(HEADERS.keyId), only(HEADERS.signature)];
  const bytes = Buffer.from(text, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > BODY_BYTES_MAX) throw new Fault('request.too_large');
  return { body: bytes, keyId, signature };
}
