import { htmlText } from './harmless.ts';
import type { Compliance, Section } from './section.ts';
import { toSvg } from './to-svg.ts';

const STYLE =
  'body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1c1c1c}' +
  'table{border-collapse:collapse;width:100%;font-size:13px}td,th{border:1px solid #ccc;padding:.25rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}' +
  'svg{width:100%;max-width:46rem;font:12px system-ui,sans-serif}figure{margin:1rem 0}.open{border-left:4px solid #b3261e;padding-left:1rem}.well{border-left:4px solid #2f6f4f;padding-left:1rem}';

/** The report as one HTML file that asks nobody for anything and runs nothing. */
export function toHtml({ stage, from, to, by, sections }: Compliance): string {
  const open = sections.flatMap((section) => section.open.map((line) => `${section.title}: ${line}`));
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${htmlText(`Compliance report: ${stage}`)}</title><style>${STYLE}</style></head><body>`,
    `<h1>${htmlText(`Compliance report: ${stage}`)}</h1>`,
    `<p>${htmlText(from)} to ${htmlText(to)}, written by ${htmlText(by)}.</p>`,
    open.length === 0
      ? '<div class="well"><h2>Open</h2><p>Nothing is open.</p></div>'
      : `<div class="open"><h2>Open</h2><ul>${open.map((line) => `<li>${htmlText(line)}</li>`).join('')}</ul></div>`,
    ...sections.map(sectionHtml),
    '</body></html>\n',
  ].join('\n');
}

function sectionHtml({ title, facts, chart, table, notes }: Section): string {
  const cells = (tag: 'td' | 'th', row: readonly string[]): string =>
    `<tr>${row.map((cell) => `<${tag}>${htmlText(cell)}</${tag}>`).join('')}</tr>`;
  return [
    `<h2>${htmlText(title)}</h2>`,
    facts.length === 0
      ? ''
      : `<ul>${facts.map((fact) => `<li>${fact.map(htmlText).join(': ')}</li>`).join('')}</ul>`,
    chart === undefined || chart.bars.length === 0 ? '' : toSvg(chart),
    table === undefined || table.rows.length === 0
      ? ''
      : `<table>${cells('th', table.head)}${table.rows.map((row) => cells('td', row)).join('')}</table>`,
    ...notes.map((note) => `<p>${htmlText(note)}</p>`),
  ].join('\n');
}
