import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A key and its self-signed certificate in PEM, as TLS servers take them. */
export interface Certified {
  readonly key: string;
  readonly cert: string;
}

const DAY_MS = 86_400_000;
const ECDSA_SHA256 = Buffer.from('300a06082a8648ce3d040302', 'hex');
const COMMON_NAME = Buffer.from('0603550403', 'hex');
const ALTERNATIVE_NAME = Buffer.from('0603551d11', 'hex');
const BASIC_CONSTRAINTS = Buffer.from('300f0603551d130101ff040530030101ff', 'hex'); // an authority, so that it can be trusted

/** Makes a certificate for a host name; it signs itself, so only who is told to trust it does. */
export function selfSigned(hostname: string, { expired = false } = {}): Certified {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = seq(der(0x31, seq(COMMON_NAME, der(0x0c, Buffer.from(hostname)))));
  const now = Date.now();
  const until = expired ? now - DAY_MS : now + DAY_MS;
  const alternatives = seq(ALTERNATIVE_NAME, der(0x04, seq(der(0x82, Buffer.from(hostname)))));
  const facts = seq(
    der(0xa0, Buffer.from('020102', 'hex')), // version 3
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_SHA256,
    name,
    seq(time(now - 2 * DAY_MS), time(until)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, seq(BASIC_CONSTRAINTS, alternatives)),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', facts, privateKey)]);
  const whole = seq(facts, ECDSA_SHA256, der(0x03, signature));
  const lines = (whole.toString('base64').match(/.{1,64}/g) ?? []).join('\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}

const seq = (...parts: readonly Buffer[]): Buffer => der(0x30, Buffer.concat(parts));

/** `20261123170405Z` */
const time = (ms: number): Buffer =>
  der(0x18, Buffer.from(`${new Date(ms).toISOString().replace(/[-:T]|\..*/g, '')}Z`));

/** One value with its tag and length. */
function der(tag: number, value: Buffer): Buffer {
  const length = value.length;
  const lengthBytes =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...lengthBytes]), value]);
}
