import { type KeyRequest, readKeyRequest } from './key-request.ts';
import type { KeyOffer } from './key-rights.ts';
import { quoted } from './quoted.ts';

const NAME = /^[a-z][a-z0-9-]{0,62}$/;
const FIELDS = [
  'name',
  'client',
  'products',
  'plan',
  'role',
  'scopes',
  'mayMint',
  'expires',
  'ips',
  'owner',
  'labels',
  'note',
];

/** A key as a reviewed file declares it. */
export type DeclaredKey = KeyRequest & { readonly declaredAs: string };

/** Reads what a file declares, or says everything that is wrong with it. */
export function readDeclaredKeys(
  value: unknown,
  offer: KeyOffer,
  now: Date,
): readonly DeclaredKey[] | readonly string[] {
  const { keys } = Object(value) as { readonly keys?: unknown };
  if (!Array.isArray(keys)) return ['the file has no list `keys`'];
  const problems: string[] = [];
  const declared: DeclaredKey[] = [];
  for (const [n, entry] of keys.entries()) {
    const read = readEntry(Object(entry), offer, now);
    if (Array.isArray(read)) problems.push(...read.map((text) => `keys[${n}]: ${text}`));
    else if ('client' in read && declared.some(({ declaredAs }) => declaredAs === read.declaredAs))
      problems.push(`keys[${n}]: the name ${read.declaredAs} is used twice`);
    else if ('client' in read) declared.push(read);
  }
  return problems.length > 0 ? problems : declared;
}

function readEntry(
  entry: Readonly<Record<string, unknown>>,
  offer: KeyOffer,
  now: Date,
): DeclaredKey | readonly string[] {
  const strange = Object.keys(entry).filter((name) => !FIELDS.includes(name));
  const {
    name,
    client,
    products,
    plan,
    role,
    scopes,
    mayMint,
    expires = 'never',
    ips,
    owner,
    labels,
    note,
  } = entry;
  const end =
    expires === 'never'
      ? 0
      : /^\d{4}-\d{2}-\d{2}$/.test(String(expires))
        ? Date.parse(String(expires)) / 1000
        : Number.NaN;
  const problems = [
    ...strange.map((field) => `${quoted(field)} is no field; there are ${FIELDS.join(', ')}`),
    ...(typeof name === 'string' && NAME.test(name)
      ? []
      : ['name takes up to 63 of a-z 0-9 -, a letter first; it never changes']),
    ...(Number.isNaN(end) ? ['expires takes a UTC date such as 2027-01-31, or never'] : []),
  ];
  const list = (items: unknown) => (Array.isArray(items) ? items.map(String) : undefined);
  const word = (text: unknown) => (text === undefined ? undefined : String(text));
  const labelTexts =
    labels === undefined ? undefined : Object.entries(Object(labels)).map(([key, text]) => `${key}=${text}`);
  const reading = readKeyRequest(
    {
      ...{
        client: word(client),
        products: list(products),
        plan: word(plan),
        role: word(role),
        scopes: list(scopes),
      },
      ...{
        mayMint: mayMint === true,
        ips: list(ips),
        owner: word(owner),
        labels: labelTexts,
        note: word(note),
      },
    },
    offer,
    now,
  );
  if (reading.kind === 'refused')
    return [...problems, ...reading.problems.map((text) => text.replace(/^--/, ''))];
  return problems.length > 0
    ? problems
    : { ...reading.request, expiresAtSeconds: end, declaredAs: String(name) };
}
