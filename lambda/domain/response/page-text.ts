import { isIP } from 'node:net';
import { SECRET_TOKEN_PREFIX, type TripItem } from '../../../contract/honeytokens.ts';
import { sourceRange } from '../source-range.ts';
import { drillWord } from './drill-word.ts';
import { harmlessText, strangersText } from './harmless-text.ts';

/** What is known of where a honeytoken was planted. */
export interface Planted {
  readonly label: string;
  /** Id of the real key that it was planted beside. */
  readonly beside?: string;
  /** When its uses until then were dealt with; ISO 8601, UTC. */
  readonly acknowledgedAt?: string;
}

export interface PageFacts {
  readonly stage: string;
  readonly tokenId: string;
  /** `undefined` for a decoy route or secret, or where nothing is recorded. */
  readonly planted: Planted | undefined;
  readonly records: readonly TripItem[];
  /** Range → what was tried, where something is left to do. */
  readonly unfinished: Readonly<Record<string, string>>;
  /** Whether the policy gives the key beside a new value: then nobody needs to. */
  readonly rerolls?: boolean;
  /** Uses that nobody was told of before. */
  readonly fresh: number;
}

export interface PageText {
  /** ASCII on one line, at most 100 characters (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html). */
  readonly subject: string;
  readonly message: string;
}

const SOURCES_SHOWN_MAX = 20;

/** A page for people: which honeytoken, from where, what was done about it, what to do next. */
export function pageText(facts: PageFacts): PageText {
  const { stage, tokenId, planted, fresh } = facts;
  const id = harmlessText(tokenId, 120);
  const uses = fresh === 1 ? 'once' : `${fresh} times`;
  const lines = [
    tokenId.startsWith(SECRET_TOKEN_PREFIX)
      ? `A decoy secret of the stage ${stage} was asked for ${uses}: whoever did looks for secrets in the account.`
      : `A honeytoken of the stage ${stage} was used ${uses}: whoever did has read the place where it was planted.`,
    '',
    `Honeytoken   ${id}`,
    ...(planted === undefined ? [] : [`Planted      ${harmlessText(planted.label, 200)}`]),
    ...(planted?.beside === undefined ? [] : [`Beside       ${harmlessText(planted.beside, 40)}`]),
    ...sourceLines(facts),
    '',
    'Next:',
    ...nextCommands(facts).map((command) => `  npx sallyport --stage ${stage} ${command}`),
    '  docs/operating.md#honeytokentripped',
  ];
  const subject = `Sallyport ${stage}: ${drillWord(planted)}honeytoken used ${uses}, ${id}`
    .replace(/[^ -~]/g, '?')
    .slice(0, 100);
  return { subject, message: `${lines.join('\n')}\n` };
}

function sourceLines({ records, unfinished }: PageFacts): readonly string[] {
  const described = records.flatMap(({ trips, answers = {} }) =>
    trips.map((trip) => {
      const source = sourceRange(trip.ip) ?? trip.ip;
      return { ...trip, answer: answers[source] ?? unfinished[source] };
    }),
  );
  const lines = described
    .slice(-SOURCES_SHOWN_MAX)
    .flatMap(({ at, ip, method, mount, carrier, userAgent, principal, answer }) => [
      `Source       ${harmlessText(ip, 45)} at ${harmlessText(at, 24)}, ${harmlessText(method, 20)} ${harmlessText(mount, 100)} by ${harmlessText(carrier, 40)}`,
      ...(principal === undefined ? [] : [`             as: ${strangersText(principal, 200)}`]),
      ...(userAgent === '' ? [] : [`             user agent: ${strangersText(userAgent, 80)}`]),
      `             ${answer ?? 'in hand: nothing is done yet'}`,
    ]);
  const more = described.length - SOURCES_SHOWN_MAX;
  return more > 0 ? [...lines, `             and ${more} sources more`] : lines;
}

function nextCommands({ tokenId, planted, records, rerolls }: PageFacts): readonly string[] {
  const id = harmlessText(tokenId, 120);
  const ip = records.at(-1)?.trips.at(-1)?.ip ?? '';
  const beside =
    planted?.beside === undefined || rerolls ? [] : [`keys reroll ${harmlessText(planted.beside, 40)}`];
  return [
    `honeytokens trips ${id}`,
    // An AWS service that asked for somebody has no address.
    ...(isIP(ip) === 0 ? [] : [`audit search --ip ${harmlessText(ip, 45)}`]),
    'blocklist list',
    ...beside,
  ];
}
