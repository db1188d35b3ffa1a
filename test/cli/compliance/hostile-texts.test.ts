import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cleanJson } from '../../../cli/clean-text.ts';
import type { Compliance } from '../../../cli/compliance/section.ts';
import { toHtml } from '../../../cli/compliance/to-html.ts';
import { toMarkdown } from '../../../cli/compliance/to-markdown.ts';
import { anyText } from '../../support/any-text.ts';

const WICKED = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onload='alert(1)",
  '&lt;b&gt;&#60;i&#62;',
  '[click](javascript:alert(1)) ![x](http://evil.example/x.png)',
  '# heading\n\n| a | b |\n|---|---|',
  '`code` *bold* _em_ ~~gone~~ <https://evil.example>',
  '=cmd|"/c calc"!A1',
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  '\u001b[31mred\u001b[0m\u001b]8;;http://evil.example\u0007link',
  '\u202egnp.exe\u2066\u200b\ufeff',
  '\u0000\u0007\r\n\t\u2028',
  'x'.repeat(4_096),
  '\ud800',
];
const foreign = fc.oneof(
  fc.constantFrom(...WICKED),
  anyText({ maxLength: 60 }),
  fc.array(fc.constantFrom(...WICKED), { maxLength: 3 }).map((parts) => parts.join('')),
);

const withText = (text: string): Compliance => ({
  ...{ stage: text, from: text, to: text, by: text },
  sections: [
    {
      ...{ id: 'x', title: text, open: [text], facts: [[text, text]], notes: [text] },
      chart: { title: text, unit: text, limit: 1, bars: [{ label: text, value: 2 }] },
      table: { head: [text, text], rows: [[text, text]] },
    },
  ],
});
const PLAIN = withText('plain');

/** Tags with the names of their attributes, in order. */
const tags = (html: string): readonly string[] =>
  [...html.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/"[^"]*"/g, '""').replace(/\s+/g, ' '));
const DANGEROUS = /[\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]|(?!\n)\p{Cc}/u;

test('whatever a text holds, the HTML has the same elements and attributes as with a plain one', () => {
  fc.assert(
    fc.property(foreign, (text) => {
      const html = toHtml(withText(text));
      expect(tags(html)).toEqual(tags(toHtml(PLAIN)));
      expect(html).not.toMatch(DANGEROUS);
    }),
  );
});

test('whatever a text holds, the Markdown has the same lines and cells as with a plain one', () => {
  const shape = (text: string): readonly string[] =>
    text.split('\n').map((line) =>
      line
        .replace(/\\./g, '')
        .replace(/[^|#\-\s]/gu, '')
        .replace(/^(\|?)[-#\s]*/, '$1')
        .replace(/[^|]/g, ''),
    );
  fc.assert(
    fc.property(foreign, (text) => {
      const markdown = toMarkdown(withText(text));
      expect(shape(markdown)).toEqual(shape(toMarkdown(PLAIN)));
      expect(markdown).not.toMatch(DANGEROUS);
      // What is left after the escaped characters can neither open an element nor make a link, an image or code.
      const bare = markdown.replace(/\\[!-/:-@[-`{-~]/g, '');
      expect(bare).not.toMatch(/[<>[\]`*_~]/);
    }),
  );
});

test('no cell can be taken for a formula, in HTML or in Markdown', () => {
  fc.assert(
    fc.property(foreign, (text) => {
      const cells = [...toHtml(withText(text)).matchAll(/<t[dh]>([^<]*)/g)].map(([, cell = '']) => cell);
      for (const cell of cells) expect(cell).not.toMatch(/^\s*[=+@]./);
      for (const cell of cells) expect(cell).not.toMatch(/^\s*-./);
      for (const line of toMarkdown(withText(text))
        .split('\n')
        .filter((one) => one.startsWith('| ')))
        for (const cell of line.replace(/\\\|/g, '').split('|'))
          expect(cell).not.toMatch(/^\s*\\?[=+@-][^-]/);
    }),
  );
});

test('no text is longer than 200 characters, and the document in JSON keeps all of it', () => {
  const long = withText('y'.repeat(4_096));
  expect(toHtml(long)).not.toContain('y'.repeat(201));
  expect(toMarkdown(long)).not.toContain('y'.repeat(201));
  fc.assert(
    fc.property(foreign, (text) => {
      const json = cleanJson(JSON.stringify(withText(text)));
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(withText(text))));
      expect(json).not.toMatch(DANGEROUS);
    }),
  );
});
