import type { KeyPolicy } from '../../contract/key-policy.ts';
import type { KeyItem } from '../../contract/tables.ts';
import { judgeKey, type KeyJudgement } from '../domain/judge-key.ts';
import { anySuccessorUsed } from './any-successor-used.ts';
import type { KeyStore } from './ports.ts';

/** Whether a key opens the door now, with what has to be asked for that. Rejects when the store cannot answer. */
export async function judgeRecord(
  keys: Pick<KeyStore, 'find'>,
  key: KeyItem,
  facts: { readonly now: Date; readonly ip: string; readonly policy?: KeyPolicy },
): Promise<KeyJudgement> {
  const successorUsed = key.endsOnFirstUse === true ? await anySuccessorUsed(keys, key) : undefined;
  return judgeKey(key, { ...facts, successorUsed });
}
