import { count, type EnvFragment, type EnvSpec, type EnvValues, oneOf, text } from './env.ts';

/** Every Lambda function: where its code starts and the environment it is owed. Secrets are never environment; only their names are. */
export const FUNCTIONS = {
  authorizer: {
    entry: 'lambda/authorizer/index.ts',
    env: {
      STAGE: text,
      KEYS_TABLE: text,
      AUDIT_TABLE: text,
      AUDIT_RETENTION_DAYS: count,
      /** What a token must be meant for. */
      AUDIENCE: text,
      MINTED_TABLE: text,
      SIGNERS_TABLE: text,
      DECOYS_TABLE: text,
      EVENT_BUS: text,
    },
  },
  'token-mint': {
    entry: 'lambda/token-mint/index.ts',
    env: {
      STAGE: text,
      KEYS_TABLE: text,
      AUDIT_TABLE: text,
      AUDIT_RETENTION_DAYS: count,
      AUDIENCE: text,
      MINTED_TABLE: text,
      SIGNING_SECRET_ID: text,
    },
  },
  'signer-rotation': {
    entry: 'lambda/signer-rotation/index.ts',
    env: { STAGE: text, SIGNERS_TABLE: text },
  },
  responder: {
    entry: 'lambda/responder/index.ts',
    env: {
      STAGE: text,
      KEYS_TABLE: text,
      AUDIT_TABLE: text,
      AUDIT_RETENTION_DAYS: count,
      DECOYS_TABLE: text,
      EVENT_BUS: text,
      ALARM_TOPIC: text,
      /** `<name>|<id>|<scope>` of WAF's IP sets; `-` where the stage has none. */
      IP_SET_V4: text,
      IP_SET_V6: text,
      /** ARN under which findings are filed in Security Hub; `-` where none are. */
      FINDINGS_PRODUCT: text,
    },
  },
  'leak-intake': {
    entry: 'lambda/leak-intake/index.ts',
    env: { STAGE: text, KEYS_TABLE: text, EVENT_BUS: text },
  },
  detect: {
    entry: 'lambda/detect/index.ts',
    env: {
      STAGE: text,
      KEYS_TABLE: text,
      AUDIT_TABLE: text,
      AUDIT_RETENTION_DAYS: count,
      DETECTION_TABLE: text,
      EVENT_BUS: text,
    },
  },
  rotation: {
    entry: 'lambda/rotation/index.ts',
    env: {
      STAGE: text,
      UPSTREAM_SECRET_ID: text,
      /** `-` where the driver needs no credential of its own. */
      ADMIN_SECRET_ID: text,
      EVENT_BUS: text,
    },
  },
  'audit-seal': {
    entry: 'lambda/audit-seal/index.ts',
    env: {
      STAGE: text,
      AUDIT_TABLE: text,
      ARCHIVE_BUCKET: text,
      SEAL_KEY_ARN: text,
      /** A record has this long to arrive before its time is sealed. */
      SEAL_LAG_SECONDS: count,
    },
  },
  proxy: {
    entry: 'lambda/proxy/index.ts',
    env: {
      STAGE: text,
      AUDIT_TABLE: text,
      AUDIT_RETENTION_DAYS: count,
      /** `strict`: no byte leaves before the decision is recorded. `relaxed`: availability first, the record is attempted. */
      AUDIT_MODE: oneOf('strict', 'relaxed'),
      /** `-` where there is none, because the proxy gets access tokens itself. */
      UPSTREAM_SECRET_ID: text,
      QUOTAS_TABLE: text,
      EVENT_BUS: text,
    },
  },
} as const satisfies Record<string, { readonly entry: string; readonly env: EnvSpec }>;

export type FunctionName = keyof typeof FUNCTIONS;
export type EnvOf<F extends FunctionName> = EnvValues<(typeof FUNCTIONS)[F]['env']>;
export type EnvFor<F extends FunctionName> = EnvFragment<(typeof FUNCTIONS)[F]['env']>;
