import type { FaultCode } from '../../../contract/faults.ts';
import type { LabelKind } from './version-label.ts';

/** One thing to do next. After it the facts are read again. */
export type RotationAction =
  | { readonly do: 'nothing' }
  | { readonly do: 'mint'; readonly name: string; readonly keep: readonly string[] }
  | { readonly do: 'reveal'; readonly keyId: string }
  /** Writes the key that is held into the pending version. */
  | { readonly do: 'record'; readonly versionId: string }
  /** Asks the upstream with a version's key until it is accepted: for good, or once where that was waited for before. */
  | { readonly do: 'test'; readonly versionId: string; readonly how: 'for good' | 'once' }
  | { readonly do: 'promote'; readonly to: string; readonly from: string | undefined }
  | { readonly do: 'retire'; readonly keyId: string }
  | { readonly do: 'restore'; readonly keyId: string }
  | { readonly do: 'label'; readonly kind: LabelKind; readonly versionId: string }
  | { readonly do: 'unlabel'; readonly stage: string; readonly versionId: string }
  /** Asks the upstream once with each key that should be dead. */
  | { readonly do: 'prove'; readonly versionIds: readonly string[] }
  | { readonly do: 'fail'; readonly code: FaultCode };
