import type { ConfigProblem } from '../config-error.ts';
import type { Draft } from '../draft.ts';
import { SECTION_EXAMPLES } from '../examples.ts';
import { complaintAboutName, complaintAboutStageName } from '../names.ts';
import { pathText } from '../path-text.ts';

/** Every section has an entry, and every entry a name that its uses can carry. */
export function checkNames(draft: Draft, root: unknown): readonly ConfigProblem[] {
  return Object.entries(draft.raw).flatMap(([section, entries]) => {
    const given = typeof root === 'object' && root !== null ? Reflect.get(root, section) : undefined;
    if (isEmptyObject(given)) {
      const fix = `write for example ${SECTION_EXAMPLES[section] ?? ''}`;
      return [{ path: section, problem: 'is empty', fix }];
    }
    return entries.flatMap(([name, entry]) => [
      ...complaintAt([section, name], name, section),
      ...nameDiffers(section, name, entry),
    ]);
  });
}

const isEmptyObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;

function complaintAt(path: readonly string[], name: string, section: string): readonly ConfigProblem[] {
  const complaint = section === 'stages' ? complaintAboutStageName(name) : complaintAboutName(name);
  return complaint ? [{ path: pathText(path), problem: complaint.problem, fix: complaint.fix }] : [];
}

/** A resolved upstream or stage repeats its name; the two must not drift apart. */
function nameDiffers(section: string, name: string, entry: unknown): readonly ConfigProblem[] {
  if (section !== 'upstreams' && section !== 'stages') return [];
  if (typeof entry !== 'object' || entry === null || !('name' in entry)) return [];
  if (entry.name === undefined || typeof entry.name !== 'string' || entry.name === name) return [];
  return [
    {
      path: pathText([section, name, 'name']),
      problem: 'differs from the key of its entry',
      fix: 'remove it',
    },
  ];
}
