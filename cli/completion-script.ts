import type { Leaf } from './command-tree.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** A script that completes nouns, verbs and flags. It asks no gateway, so it knows no ids. */
export function completionScript(shell: Shell, leaves: readonly Leaf[]): string {
  switch (shell) {
    case 'bash':
      return bash(leaves);
    case 'zsh':
      return `autoload -U +X bashcompinit && bashcompinit\n${bash(leaves)}`;
    case 'fish':
      return fish(leaves);
  }
}

const nounsOf = (leaves: readonly Leaf[]): readonly string[] => [
  ...new Set(leaves.map((leaf) => leaf.path.split(' ')[0] ?? '')),
];

const verbsOf = (leaves: readonly Leaf[], noun: string): readonly string[] =>
  leaves.flatMap((leaf) => (leaf.path.startsWith(`${noun} `) ? [leaf.path.slice(noun.length + 1)] : []));

function bash(leaves: readonly Leaf[]): string {
  const verbs = nounsOf(leaves).flatMap((noun) => {
    const words = verbsOf(leaves, noun);
    return words.length === 0 ? [] : [`    ${noun}) words="${words.join(' ')}" ;;`];
  });
  const flags = leaves.map(({ path, flags }) => `    "${path}") words="${flags.join(' ')}" ;;`);
  return `_sallyport() {
  local word words= noun= verb= current="\${COMP_WORDS[COMP_CWORD]}"
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in
    -*) ;;
    ${nounsOf(leaves).join('|')}) [ -z "$noun" ] && noun="$word" ;;
    *) [ -n "$noun" ] && [ -z "$verb" ] && verb="$word" ;;
    esac
  done
  [ -z "$noun" ] && words="${[...nounsOf(leaves), '--local', '--stage', '--json', '--help'].join(' ')}"
  if [ -n "$noun" ] && [ -z "$verb" ]; then
    case "$noun" in
${verbs.join('\n')}
    esac
  fi
  case "$noun\${verb:+ $verb}" in
${flags.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _sallyport sallyport
`;
}

function fish(leaves: readonly Leaf[]): string {
  const lines = nounsOf(leaves).flatMap((noun) => [
    `complete -c sallyport -f -n __fish_use_subcommand -a ${noun}`,
    ...verbsOf(leaves, noun).map(
      (verb) => `complete -c sallyport -f -n '__fish_seen_subcommand_from ${noun}' -a ${verb}`,
    ),
  ]);
  const flags = leaves.flatMap(({ path, flags }) => {
    const seen = path
      .split(' ')
      .map((word) => `__fish_seen_subcommand_from ${word}`)
      .join('; and ');
    return flags.map((flag) => `complete -c sallyport -n '${seen}' -l ${flag.slice(2)}`);
  });
  return `${[...lines, ...flags].join('\n')}\n`;
}
