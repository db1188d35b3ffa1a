import type { ChainManifest, SignedManifest } from '../../../contract/audit-chain.ts';
import {
  headsBehind,
  manifestDigest,
  manifestObject,
  manifestText,
  signedText,
} from '../../domain/chain/manifest.ts';
import { nextWindow, type SealWindow } from '../../domain/chain/next-window.ts';
import { SealedCountries } from '../../domain/chain/sealed-countries.ts';
import type { CountryOf } from '../../domain/detection/seen-call.ts';
import type { AuditPartitions, SealedArchive, SealKey } from '../chain-ports.ts';
import type { Clock, Metrics } from '../ports.ts';
import { findLate } from './find-late.ts';
import { allInOrder } from './in-order.ts';
import { newestManifest } from './newest-manifest.ts';
import { SHARDS_AT_ONCE, sealShards } from './seal-shard.ts';
import { storeObject } from './store-segment.ts';

export interface SealAuditDeps {
  readonly table: AuditPartitions;
  readonly archive: SealedArchive;
  readonly key: SealKey;
  readonly countryOf: CountryOf;
  readonly metrics: Metrics;
  readonly now: Clock;
  /** Name of the audit table. */
  readonly chain: string;
  /** A record has this long to arrive. */
  readonly lagSeconds: number;
}

/**
 * Seals everything that is old enough, window by window, until nothing is left or `enough` says so. The manifest is written
 * last and only where there is none of its sequence, so a run that ends anywhere leaves the chain whole, and of two runs at
 * once one goes on and the other stops. Gives back how many windows were sealed.
 */
export async function sealAudit(deps: SealAuditDeps, enough: () => boolean = () => false): Promise<number> {
  let before = await newestManifest(deps);
  for (let sealed = 0; ; sealed += 1) {
    const window = nextWindow(before && new Date(before.to), deps.now(), deps.lagSeconds);
    if (window === undefined || enough()) return sealed;
    const manifest = await sealWindow(deps, before, window);
    if (manifest === undefined) return sealed;
    before = manifest;
  }
}

async function sealWindow(
  deps: SealAuditDeps,
  before: ChainManifest | undefined,
  window: SealWindow,
): Promise<ChainManifest | undefined> {
  const sequence = (before?.sequence ?? -1) + 1;
  const countries = new SealedCountries(deps.countryOf);
  const sealing = { ...deps, countries };
  const onTime = await sealShards(sealing, sequence, headsBehind(before, deps.chain), window);
  const late = await findLate(sealing, sequence, before, window, onTime.shards);
  const placed = await allInOrder(countries.build(sequence), SHARDS_AT_ONCE, ({ object, bytes }) =>
    storeObject(deps.archive, object, bytes),
  );
  const manifest: ChainManifest = {
    ...{ version: 1, chain: deps.chain, sequence, previous: manifestDigest(before) },
    ...{ from: window.from.toISOString(), to: window.to.toISOString(), sealedAt: deps.now().toISOString() },
    ...{ lagSeconds: deps.lagSeconds, keyId: deps.key.id },
    shards: late.shards,
    segments: [...onTime.segments, ...late.segments],
    ...(placed.length === 0 ? {} : { countries: placed }),
  };
  const signature = await deps.key.sign(manifestText(manifest));
  const signed: SignedManifest = { manifest, signature: signature.toString('base64') };
  const written = await deps.archive.put(manifestObject(sequence), Buffer.from(signedText(signed)));
  if (!written) return undefined;
  deps.metrics.count('AuditSealed');
  if (late.segments.length > 0) deps.metrics.count('AuditRecordsLate');
  return manifest;
}
