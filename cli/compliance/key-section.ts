import type { KeyPolicy } from '../../contract/key-policy.ts';
import { type KeyView, keyView } from '../../lambda/domain/key-view.ts';
import type { KeyRegistry } from '../../lambda/flows/operator-ports.ts';
import type { Section } from './section.ts';

const DAY_MS = 86_400_000;

/** How old the keys are against the policy, and which have no end or no owner. */
export async function keySection(
  registry: Pick<KeyRegistry, 'all'>,
  policy: KeyPolicy | undefined,
  now: Date,
): Promise<Section> {
  const keys: KeyView[] = [];
  for await (const item of registry.all()) if (item.supersededBy === undefined) keys.push(keyView(item));
  const live = keys.filter(
    ({ state, expiresAt }) => state === 'active' && (expiresAt ?? '9') > now.toISOString(),
  );
  const aged = live
    .map((key) => ({ ...key, days: daysOld(key, now) }))
    .sort((a, b) => b.days - a.days || (a.id < b.id ? -1 : 1));
  const tooOld = aged.filter(({ days }) => policy !== undefined && days > policy.maxAgeDays);
  const endless = aged.filter(({ expiresAt }) => expiresAt === null);
  const ownerless = aged.filter(({ owner }) => owner === null);
  return {
    id: 'keys',
    title: 'Client keys',
    open: [
      ...tooOld.map(({ id, client, days }) => `${client} ${id} is ${days} days old: keys reroll ${id}`),
      ...(ownerless.length === 0 ? [] : [`active keys without an owner: ${ownerless.length}`]),
    ],
    facts: [
      ['Active keys', String(live.length)],
      ['Other keys (disabled, quarantined, revoked, expired, pending)', String(keys.length - live.length)],
      [
        'May be at most',
        policy === undefined ? 'as old as they like' : `${policy.maxAgeDays} days old (${policy.older})`,
      ],
      ['Older than that', String(tooOld.length)],
      ['Without an expiry', String(endless.length)],
      ['Without an owner', String(ownerless.length)],
    ],
    chart: {
      ...{ title: 'Age of the active keys', unit: 'days' },
      ...(policy === undefined ? {} : { limit: policy.maxAgeDays }),
      bars: aged.map(({ id, client, days }) => ({ label: `${client} ${id}`, value: days })),
    },
    table: {
      head: ['Key', 'Client', 'Owner', 'Products', 'Role', 'Scopes', 'Days', 'Rerolled', 'Expires'],
      rows: aged.map((key) => [
        ...[
          key.id,
          key.client,
          key.owner ?? 'none',
          key.products.join(', '),
          key.role ?? 'all',
          key.scopes?.join(', ') ?? 'all',
        ],
        ...[String(key.days), key.rotatedAt ?? 'never', key.expiresAt ?? 'never'],
      ]),
    },
    notes: [
      'A key’s age counts from its creation or last reroll. Honeytokens are among the keys: nothing in their records tells.',
    ],
  };
}

const daysOld = ({ rotatedAt, createdAt }: KeyView, now: Date): number =>
  Math.max(0, Math.floor((now.getTime() - Date.parse(rotatedAt ?? createdAt)) / DAY_MS));
