import type { RollbackAnswer } from '../../contract/rotation-run.ts';
import type { UpstreamSecretDocument } from '../../contract/secrets.ts';
import type { SecretStory } from '../domain/rotation/secret-story.ts';
import type { Secret } from '../domain/secret.ts';

type SetDocument = Extract<UpstreamSecretDocument, { state: 'SET' }>;

/** What an operator may do with the versions of an upstream's secret. Every method rejects with an `OperatorFault`. */
export interface VersionDesk {
  /** Everything that is told of a secret without its value. */
  look(secretArn: string): Promise<SecretStory>;
  /** Writes a key as the pending version of this id. */
  putPending(
    secretArn: string,
    versionId: string,
    key: Secret,
    document: Omit<SetDocument, 'apiKey'>,
  ): Promise<void>;
  /** Whether a version holds this very key. Only that leaves the secret. */
  holds(secretArn: string, versionId: string, key: Secret): Promise<boolean>;
  attach(secretArn: string, stage: string, versionId: string): Promise<void>;
  /** Asks for a rotation whose new version has this id. `busy`: Secrets Manager takes up the one that is under way instead, or none. */
  rotate(secretArn: string, versionId: string): Promise<'begun' | 'busy'>;
  /** Replaces a secret for administration. */
  putAdmin(secretArn: string, credential: Secret): Promise<string>;
}

/** What an operator may ask of the rotation function of one upstream. */
export interface RotationDoor {
  /** Resolves when the function was told, which is long before it is through. */
  sweep(functionName: string): Promise<void>;
  /** Lets this version serve again; resolves with what came of it. Asked once: a lost answer is not asked for again. */
  rollBack(functionName: string, to: string): Promise<RollbackAnswer>;
}
