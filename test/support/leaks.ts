import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Gateway } from './gateway.ts';

/** Files whose purpose is to hold a key, readable by their owner only. */
const KEEPERS = new Set(['demo-key.json', 'ready.json', 'ready-for-test.json', 'secrets.json']);

/** Every way in which a test looks for a key: plain, base64 at each offset, base64url, hex, percent-encoded. */
export function disguises(key: string): readonly string[] {
  const found = new Set([key, encodeURIComponent(key), [...key].map(percent).join('')]);
  for (const encoding of ['hex', 'base64', 'base64url'] as const)
    found.add(Buffer.from(key).toString(encoding));
  for (const offset of [1, 2]) {
    const shifted = Buffer.from('\0'.repeat(offset) + key).toString('base64');
    found.add(shifted.slice(4, -4));
    found.add(shifted.slice(4, -4).replaceAll('+', '-').replaceAll('/', '_'));
  }
  return [...found].flatMap((text) => [text, text.toLowerCase(), text.toUpperCase()]);
}

const percent = (character: string): string => `%${Buffer.from(character).toString('hex')}`;

/** Where a key shows: in what the gateway printed (but for the demo key, which it prints on purpose), logged or stored. */
export function leaksOf(gateway: Gateway, keys: readonly string[]): readonly string[] {
  const printed = gateway.output.replaceAll(gateway.ready.demoKey, '');
  const places: [string, string][] = [['the terminal', printed]];
  for (const file of filesBelow(gateway.stateDir)) places.push([file, readFileSync(file, 'latin1')]);
  return places.flatMap(([place, text]) =>
    keys.filter((key) => disguises(key).some((text_) => text.includes(text_))).map(() => place),
  );
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesBelow(path);
    return KEEPERS.has(name) ? [] : [path];
  });
}
