import type { EnvFor } from '../../contract/functions.ts';
import { AUDIENCE, STAGE, TABLES } from './stage.ts';

type OwedEnv = EnvFor<'authorizer'> & EnvFor<'proxy'>;

/** The environment of every process that hosts a function; nothing of this process's own reaches it. */
export function functionEnv(awsUrl: string, taskRoot: string): Readonly<Record<string, string>> {
  const owed: OwedEnv = {
    STAGE,
    KEYS_TABLE: TABLES.keys,
    AUDIT_TABLE: 'audit',
    DECOYS_TABLE: 'honeytokens',
    AUDIT_RETENTION_DAYS: '90',
    AUDIT_MODE: 'strict',
    UPSTREAM_SECRET_ID: 'upstream',
    QUOTAS_TABLE: 'quotas',
    EVENT_BUS: 'bus',
    AUDIENCE,
    MINTED_TABLE: TABLES.minted,
    SIGNERS_TABLE: TABLES.signers,
  };
  return {
    ...owed,
    LAMBDA_TASK_ROOT: taskRoot,
    AWS_REGION: 'eu-central-1',
    AWS_ENDPOINT_URL: awsUrl,
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
    AWS_SESSION_TOKEN: 'bench',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', // on an older Node its warning would be timed, too
  };
}
