import { htmlText } from './harmless.ts';
import type { Chart } from './section.ts';

const [LABEL_WIDTH, BAR_WIDTH, VALUE_WIDTH, ROW] = [240, 420, 80, 22];
/** More bars tell nobody anything. */
const BARS_MAX = 40;

/** Horizontal bars, those beyond the limit in another colour and the limit as a line. */
export function toSvg({ title, unit, limit, bars }: Chart): string {
  const shown = [...bars].sort((a, b) => b.value - a.value).slice(0, BARS_MAX);
  const most = Math.max(1, limit ?? 0, ...shown.map(({ value }) => value));
  const width = (value: number): number => Math.round((Math.max(0, value) / most) * BAR_WIDTH);
  const height = shown.length * ROW + 6;
  const rows = shown.map(({ label, value }, n) => {
    const over = limit !== undefined && value > limit;
    const y = n * ROW + 4;
    return [
      `<text x="${LABEL_WIDTH - 8}" y="${y + 12}" text-anchor="end">${htmlText(label.slice(0, 36))}</text>`,
      `<rect x="${LABEL_WIDTH}" y="${y}" width="${width(value)}" height="15" fill="${over ? '#b3261e' : '#2f6f4f'}"/>`,
      `<text x="${LABEL_WIDTH + width(value) + 6}" y="${y + 12}">${value}</text>`,
    ].join('');
  });
  const x = LABEL_WIDTH + width(limit ?? 0);
  const line =
    limit === undefined
      ? ''
      : `<line x1="${x}" x2="${x}" y1="0" y2="${height}" stroke="#b3261e" stroke-dasharray="4 3"/>`;
  const caption = htmlText(`${title} (${unit}${limit === undefined ? '' : `, at most ${limit}`})`);
  const more = bars.length > shown.length ? `<p>The ${BARS_MAX} largest of ${bars.length}.</p>` : '';
  const size = `viewBox="0 0 ${LABEL_WIDTH + BAR_WIDTH + VALUE_WIDTH} ${height}"`;
  return `<figure><figcaption>${caption}</figcaption><svg role="img" aria-label="${caption}" ${size}>${rows.join('')}${line}</svg></figure>${more}`;
}
