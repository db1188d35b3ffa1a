import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Confirmation } from '../lambda/domain/token-claims.ts';
import { UsageError } from './usage-error.ts';

/** A holder's own private key, from a PEM file. */
export async function readHolderKey(flag: string, file: string): Promise<KeyObject> {
  const key = parsed(await readText(flag, file), createPrivateKey);
  if (key === undefined) throw new UsageError([`${flag} is no Ed25519 private key in PEM`]);
  return key;
}

/** Whoever may narrow a token, by the public key in a PEM file. A private key there would be one that is about to leave its holder. */
export async function readHolder(flag: string, file: string): Promise<Confirmation> {
  const text = await readText(flag, file);
  const key = text.includes('PRIVATE') ? undefined : parsed(text, createPublicKey);
  if (key === undefined) throw new UsageError([`${flag} is no Ed25519 public key in PEM`]);
  return { jwk: { kty: 'OKP', crv: 'Ed25519', x: key.export({ format: 'jwk' }).x ?? '' } };
}

const readText = (flag: string, file: string): Promise<string> =>
  readFile(file, 'utf8').catch(() => {
    throw new UsageError([`${flag} names a file that cannot be read`]);
  });

function parsed(pem: string, create: (pem: string) => KeyObject): KeyObject | undefined {
  try {
    const key = create(pem);
    return key.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined;
  }
}
