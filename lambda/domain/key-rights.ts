import type { KeyItem } from '../../contract/tables.ts';
import { complaintAboutIpRange } from './ip-range.ts';
import { quoted } from './quoted.ts';
import { complaintAboutScope } from './scope.ts';

const IPS_MAX = 50;
const SCOPES_MAX = 20;

/** What the deployed config offers. */
export interface KeyOffer {
  readonly products: readonly string[];
  readonly plans: readonly string[];
  readonly roles: readonly string[];
  /** Path prefixes of the upstreams. */
  readonly mounts: readonly string[];
}

/** What a key may do and from where. */
export type KeyRights = Partial<Pick<KeyItem, 'products' | 'role' | 'scopes' | 'ips'>>;

/** What is wrong with the rights that somebody asks for, each with what to write instead; empty if nothing is. */
export function rightsProblems(
  rights: KeyRights & { readonly plan?: string },
  offer: KeyOffer,
): readonly string[] {
  const { products = [], role, scopes = [], ips = [], plan } = rights;
  const about = (flag: string, text: string, complaint: string | undefined) =>
    complaint === undefined ? [] : [`${flag} ${quoted(text)} ${complaint}`];
  const offered = (flag: string, names: readonly string[], list: readonly string[]) =>
    names.flatMap((name) =>
      about(flag, name, list.includes(name) ? undefined : `is not offered; choose from: ${list.join(', ')}`),
    );
  return [
    ...offered('--product', products, offer.products),
    ...offered('--plan', plan === undefined ? [] : [plan], offer.plans),
    ...offered('--role', role === undefined ? [] : [role], offer.roles),
    ...(scopes.length > SCOPES_MAX ? [`--scope takes at most ${SCOPES_MAX}; use wider ones`] : []),
    ...scopes.flatMap((scope) => about('--scope', scope, complaintAboutScope(scope, offer.mounts))),
    ...(ips.length > IPS_MAX ? [`--ip takes at most ${IPS_MAX} entries; use wider ranges`] : []),
    ...ips.flatMap((ip) => about('--ip', ip, complaintAboutIpRange(ip))),
  ];
}
