import { DECOY_FORMATS, type DecoyFormat } from './decoy-form.ts';
import { complaintAboutName, complaintAboutNote } from './key-words.ts';
import { quoted } from './quoted.ts';

/** Where a decoy is to lie and how it is to look there, as an operator wrote it. */
export interface PlantingInput {
  readonly label?: string;
  readonly beside?: string;
  readonly upstream?: string;
  readonly link?: string;
  readonly client?: string;
  readonly format?: string;
  readonly name?: string;
}

export const PLANTING_FIELDS = ['label', 'beside', 'upstream', 'link', 'client', 'format', 'name'] as const;

/** A wish that was found sound. */
export interface Planting {
  readonly label: string;
  /** Id of the real key that lies in the same place. */
  readonly beside?: string;
  readonly upstream?: string;
  readonly link?: string;
  /** Who is to seem to hold it. @default whoever holds the key that is imitated */
  readonly client?: string;
  readonly format: DecoyFormat;
  /** The variable it is written to. @default what a key for its upstream is usually read from */
  readonly name?: string;
}

export type PlantingReading =
  | { readonly kind: 'sound'; readonly planting: Planting }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;
const LINK_LENGTH_MAX = 500;

/** Checks everything about one decoy and reports every problem at once, each with its fix. */
export function readPlanting(input: PlantingInput, upstreams: readonly string[]): PlantingReading {
  const { label = '', beside, upstream, link, client, name, format = 'env' } = input;
  const written = DECOY_FORMATS.find((known) => known === format);
  const problems = [
    label.trim() === ''
      ? '--label is missing; name the place, such as "repo acme/web, .env"'
      : about('--label', complaintAboutNote(label)),
    beside === undefined || /^key_[0-9A-Za-z]+$/.test(beside)
      ? undefined
      : '--beside takes the id of a key, such as key_0aBcDeFgHiJkLmNoPqRs',
    upstream === undefined || upstreams.includes(upstream)
      ? undefined
      : `--upstream ${quoted(upstream)} is not an upstream of the config; it has ${upstreams.join(', ')}`,
    link === undefined || isLink(link)
      ? undefined
      : `--link takes an http or https address without a password, at most ${LINK_LENGTH_MAX} characters`,
    about('--client', client === undefined ? undefined : complaintAboutName(client)),
    written === undefined ? `--format ${quoted(format)} is none of ${DECOY_FORMATS.join(', ')}` : undefined,
    name === undefined || VARIABLE.test(name)
      ? undefined
      : '--name takes the name of a variable, such as GEMINI_API_KEY',
  ].filter((problem) => problem !== undefined);
  if (problems.length > 0 || written === undefined) return { kind: 'refused', problems };
  const given = { beside, upstream, link, client, name };
  const kept = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { kind: 'sound', planting: { label, ...kept, format: written } };
}

const about = (flag: string, complaint: string | undefined): string | undefined =>
  complaint && `${flag} ${complaint}`;

function isLink(text: string): boolean {
  if (text.length > LINK_LENGTH_MAX || /[\p{Cc}\p{Cf}\s]/u.test(text) || !URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}
