import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { type Leaf, leavesOf } from '../../cli/command-tree.ts';
import { completionScript, SHELLS } from '../../cli/completion-script.ts';
import { makeProgram } from '../../cli/program.ts';
import { Session } from '../../cli/session.ts';
import { fakeGateway, silentHost } from './support.ts';

const { opener } = fakeGateway();
const leaves: readonly Leaf[] = leavesOf(
  makeProgram(new Session({ host: silentHost, opener, projectDir: '/', version: '0' })),
);
const page = readFileSync(join(process.cwd(), 'docs/cli.md'), 'utf8');

test('the page on the CLI has a section for every command and for no other', () => {
  const headings = [...page.matchAll(/^### `(.+)`$/gm)].map((match) => match[1]);
  expect(headings).toEqual(leaves.map((leaf) => leaf.path));
});

test('the page names every flag', () => {
  const flags = new Set(leaves.flatMap((leaf) => leaf.flags));
  expect([...flags].filter((flag) => !page.includes(flag))).toEqual([]);
});

test.each(SHELLS)('the completion for %s knows every verb', (shell) => {
  const script = completionScript(shell, leaves);
  for (const leaf of leaves) for (const word of leaf.path.split(' ')) expect(script).toContain(word);
});
