import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OperatorFault } from '../../lambda/domain/operator-fault.ts';
import { cleanJson } from '../clean-text.ts';
import type { Compliance } from '../compliance/section.ts';
import { toHtml } from '../compliance/to-html.ts';
import { toMarkdown } from '../compliance/to-markdown.ts';
import type { Report } from '../report.ts';

/** Shows the report, or writes it into a folder as Markdown, JSON and HTML, for its owner alone. */
export async function writeReport(
  compliance: Compliance,
  folder: string | undefined,
): Promise<Report<Compliance | { readonly files: readonly string[] }>> {
  const failed = compliance.sections.some(({ id, open }) => id === 'audit' && open.length > 0);
  if (folder === undefined)
    return { document: compliance, sheet: { kind: 'text', text: toMarkdown(compliance) }, failed };
  const name = `sallyport-${compliance.stage}-${compliance.to.slice(0, 10)}`;
  const texts: readonly (readonly [string, string])[] = [
    ['md', toMarkdown(compliance)],
    ['json', `${cleanJson(JSON.stringify(compliance, undefined, 2))}\n`],
    ['html', toHtml(compliance)],
  ];
  const files: string[] = [];
  try {
    await mkdir(folder, { recursive: true });
    for (const [form, text] of texts) {
      const path = join(folder, `${name}.${form}`);
      await writeFile(path, text, { mode: 0o600 });
      files.push(path);
    }
  } catch (cause) {
    throw new OperatorFault(
      'input.refused',
      `${folder} cannot be written`,
      'name a folder of yours with --out',
      { cause },
    );
  }
  const open = compliance.sections.reduce((sum, section) => sum + section.open.length, 0);
  return {
    document: { files },
    sheet: { kind: 'table', head: ['WRITTEN'], rows: files.map((file) => [file]) },
    notes: [
      '',
      open === 0
        ? 'Nothing is open.'
        : `${open} ${open === 1 ? 'thing is' : 'things are'} open; they stand first.`,
    ],
    failed,
  };
}
