import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyPorts } from '../../cli/ports.ts';
import { hashClientKey } from '../../lambda/domain/client-key.ts';
import { judgeKey } from '../../lambda/domain/judge-key.ts';
import { Secret } from '../../lambda/domain/secret.ts';
import { createKey } from '../../lambda/flows/create-key.ts';

/**
 * A key to try the gateway with: all products, the plan `pro` or the last one. Kept beside the state it belongs to (mode
 * 0600), because the keys table holds only its hash; made anew when it was revoked or the config changed.
 */
export async function demoKey(ports: KeyPorts, stateDir: string): Promise<Secret> {
  const file = join(stateDir, 'demo-key.json');
  const plans = Object.keys(ports.outputs.plans);
  const plan = plans.includes('pro') ? 'pro' : (plans.at(-1) ?? '');
  const { products, stageName: stage } = ports.outputs;
  const kept = readKept(file);
  const record = kept && (await ports.registry.find(hashClientKey(kept.key)));
  const fits =
    record !== undefined &&
    record.id === kept?.id &&
    judgeKey(record, { now: ports.now(), ip: '127.0.0.1' }) === 'accepted' &&
    record.plan === plan &&
    record.products.join() === products.join();
  if (kept !== undefined && fits) return new Secret(kept.key, 'demo key');
  const request = { client: 'demo', products, plan, expiresAtSeconds: 0, ips: [], note: 'made by npm start' };
  const made = await createKey(
    { ...ports, stage, plans: ports.outputs.plans, pools: ports.outputs.pools },
    request,
  );
  writeFileSync(file, JSON.stringify({ id: made.record.id, key: made.key.reveal() }), { mode: 0o600 });
  return made.key;
}

function readKept(file: string): { readonly id: string; readonly key: string } | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const { id, key } = Object(JSON.parse(readFileSync(file, 'utf8'))) as Record<string, unknown>;
    return typeof id === 'string' && typeof key === 'string' ? { id, key } : undefined;
  } catch {
    return undefined; // cut short by a crash: a new key takes its place
  }
}
