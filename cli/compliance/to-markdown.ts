import { markdownText } from './harmless.ts';
import type { Chart, Compliance, Section } from './section.ts';

/** The report as Markdown. */
export function toMarkdown(report: Compliance): string {
  const { stage, from, to, by, sections } = report;
  const open = sections.flatMap((section) => section.open.map((line) => `${section.title}: ${line}`));
  return [
    `# Compliance report: ${markdownText(stage)}`,
    '',
    `${markdownText(from)} to ${markdownText(to)}, written by ${markdownText(by)}.`,
    '',
    '## Open',
    '',
    ...(open.length === 0 ? ['Nothing is open.'] : open.map((line) => `- ${markdownText(line)}`)),
    ...sections.flatMap(sectionLines),
    '',
  ].join('\n');
}

const sectionLines = ({ title, facts, chart, table, notes }: Section): readonly string[] => [
  '',
  `## ${markdownText(title)}`,
  ...(facts.length === 0 ? [] : ['', ...facts.map((fact) => `- ${fact.map(markdownText).join(': ')}`)]),
  ...(chart === undefined || chart.bars.length === 0 ? [] : ['', ...chartLines(chart)]),
  ...(table === undefined || table.rows.length === 0 ? [] : ['', ...gridLines(table.head, table.rows)]),
  ...notes.flatMap((note) => ['', markdownText(note)]),
];

const chartLines = ({ title, unit, limit, bars }: Chart): readonly string[] =>
  gridLines(
    [title, limit === undefined ? unit : `${unit}, at most ${limit}`],
    bars.map(({ label, value }) => [label, String(value)]),
  );

const gridLines = (head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] => [
  `| ${head.map(markdownText).join(' | ')} |`,
  `|${head.map(() => '---').join('|')}|`,
  ...rows.map((row) => `| ${row.map(markdownText).join(' | ')} |`),
];
