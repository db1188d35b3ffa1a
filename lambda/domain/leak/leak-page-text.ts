import { harmlessText, strangersText } from '../response/harmless-text.ts';
import type { PageText, Planted } from '../response/page-text.ts';
import type { LeakFacts } from './leak-facts.ts';
import { type LeakOutcome, leakWords } from './leak-words.ts';

export interface LeakPageFacts {
  readonly stage: string;
  readonly leak: LeakFacts;
  readonly client: string;
  readonly outcome: LeakOutcome;
  /** Of a honeytoken. */
  readonly planted?: Planted;
}

/** A page for people: which key lies in public, where, what was done about it, what to do next. */
export function leakPageText({ stage, leak, client, outcome, planted }: LeakPageFacts): PageText {
  const id = harmlessText(leak.keyId, 44);
  const decoy = outcome.kind === 'decoy';
  const lines = [
    decoy
      ? `A honeytoken of the stage ${stage} lies in public: the place where it was planted got out.`
      : `A client key of the stage ${stage} lies in public: whoever reads the place has it.`,
    '',
    `${decoy ? 'Honeytoken' : 'Key       '}   ${id}`,
    ...(decoy
      ? [`Planted      ${planted === undefined ? 'nobody noted where' : harmlessText(planted.label, 200)}`]
      : [`Client       ${harmlessText(client, 100)}`]),
    ...(planted?.beside === undefined ? [] : [`Beside       ${harmlessText(planted.beside, 40)}`]),
    `Found        ${leak.url === '' ? 'where, nobody said' : strangersText(leak.url, 400)}`,
    ...(leak.source === '' ? [] : [`             in: ${harmlessText(leak.source, 40)}`]),
    `             told by GitHub, whose signature was checked`,
    `Done         ${leakWords(outcome)}`,
    '',
    'Next:',
    ...next(leak, outcome, planted).map((command) => `  npx sallyport --stage ${stage} ${command}`),
    '  docs/operating.md#leakreported',
  ];
  const subject = `Sallyport ${stage}: ${decoy ? 'honeytoken' : 'key'} found in public, ${id}`;
  return { subject: subject.replace(/[^ -~]/g, '?').slice(0, 100), message: `${lines.join('\n')}\n` };
}

function next(
  { keyId, fingerprint }: LeakFacts,
  outcome: LeakOutcome,
  planted: Planted | undefined,
): readonly string[] {
  const id = harmlessText(keyId, 44);
  const timeline = `audit timeline ${id} --since 30d`;
  switch (outcome.kind) {
    case 'decoy':
      return planted?.beside === undefined
        ? [`honeytokens trips ${id}`]
        : [`honeytokens trips ${id}`, `keys quarantine ${harmlessText(planted.beside, 40)} --reason leaked`];
    case 'rerolled':
      return [
        timeline,
        `keys reroll ${id} --grace 0 --request-token leak:${fingerprint} --deliver-to PUBLIC-KEY-FILE`,
      ];
    case 'quarantined':
      return [timeline, `keys enable ${id} --reason 'rerolled at once'`, `keys reroll ${id} --grace 0`];
    default:
      return [timeline, `keys reroll ${id} --grace 0`];
  }
}
