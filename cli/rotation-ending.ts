import type { Ending } from '../lambda/domain/rotation/operator-step.ts';
import { faultText } from './rotation-lines.ts';

/** What an ending means to whoever typed the command. */
export interface EndingText {
  /** Exit code 1. */
  readonly failed: boolean;
  readonly notes: readonly string[];
}

const ALARM = 'OldUpstreamKeyAlive';

interface Ended {
  readonly name: string;
  /** False where an operator makes the keys, and deletes them. */
  readonly minted: boolean;
  readonly ending: Ending;
  /** A key leaked. */
  readonly emergency?: boolean;
  readonly code?: string;
}

/** Says how a command on an upstream ended, and what to do now. */
export function endingText(ended: Ended): EndingText {
  const [failed, notes] = textOf(ended);
  return { failed, notes: ['', ...notes] };
}

/** What becomes of a key that was replaced. */
const afterGrace = (minted: boolean): string =>
  minted
    ? 'works on for its grace, and is deleted after it.'
    : 'works on: delete it at the provider in an hour and a half, when no proxy may hold it any more.';

function textOf({
  name,
  minted,
  ending,
  emergency = false,
  code,
}: Ended): readonly [boolean, readonly string[]] {
  const follow = `Follow it: \`upstreams status ${name}\`.`;
  switch (ending) {
    case 'promoted':
      return [false, [`The new key serves. The one before ${afterGrace(minted)}`]];
    case 'under-way':
      return [
        false,
        ['Under way: the new key is tried first, and the current one serves until then.', follow],
      ];
    case 'unfinished':
      return [
        true,
        ['Not over yet, and nothing is lost: the command goes on where it was when it is run again.', follow],
      ];
    case 'refused': {
      const [title, next] = faultText(code ?? 'rotation.abandoned');
      return [true, [`Given up; the current key serves on. ${title}.`, next]];
    }
    case 'needs-key':
      return [
        true,
        [
          `Nobody but you makes the keys of ${name}. Make one at the provider and put it:`,
          `  upstreams set-key ${name} --pending --wait < new.key`,
          'It is tried, and serves once it was accepted.',
          ...(emergency
            ? [
                'The leaked one is labelled, and has no grace: delete it at the provider as soon as the new one serves, then',
                `  upstreams rotate ${name} --emergency --wait`,
                'waits for the proof that it is dead.',
              ]
            : []),
        ],
      ];
    case 'open':
      return [
        false,
        [
          minted
            ? 'The leaked key is deleted.'
            : 'No proxy uses the leaked key any more. Delete it at the provider now, if you have not.',
          'The incident stays open until the key is proven dead: it is tried on, and dead once it',
          `was refused for ten minutes. Until then the alarm ${ALARM} stays on.`,
          `Follow it: \`upstreams rotate ${name} --emergency --wait\`, or \`upstreams status ${name}\`.`,
        ],
      ];
    case 'proven':
      return [false, ['The leaked key is dead: the upstream refused it for ten minutes on end.']];
    case 'unproven':
      return [
        true,
        [
          'The leaked key was retired, but nothing can prove it dead: this upstream has no probe.',
          'Try it yourself, or look at the provider whether it is deleted.',
        ],
      ];
    case 'rolled-back':
      return [false, [`The previous key serves again. The one that it replaced ${afterGrace(minted)}`]];
    case 'too-late':
      return [
        true,
        [
          'Too late: there is no previous key that the provider could still give back, and nothing was changed.',
          `For a new key: \`upstreams rotate ${name}\`.`,
        ],
      ];
    case 'busy':
      return [
        true,
        [
          'A rotation is under way, and would undo this.',
          `Let it end: \`upstreams rotate ${name} --wait\`. To go back all the same, name the version with --to.`,
        ],
      ];
    case 'leaked':
      return [
        true,
        [
          'The previous key leaked, and nothing was changed.',
          'To serve it all the same, name its version with --to.',
        ],
      ];
    case 'unknown-version':
      return [true, ['The secret has no version of that id.', `\`upstreams status ${name}\` lists them.`]];
    case 'not-rotated':
      return [
        true,
        [
          'Secrets Manager begins no rotation of this secret.',
          'Deploy the stage again: its schedule was taken away.',
        ],
      ];
  }
}
