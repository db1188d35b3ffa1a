import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { SecretValue } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { UNSET_SECRET } from '../../contract/secrets.ts';
import type { Encryption } from './encryption.ts';
import type { Removal } from './removal.ts';

export interface UpstreamVaultProps {
  readonly encryption: Encryption;
  readonly removal: Removal;
  /** Names of the upstreams; each gets a secret of its own. */
  readonly upstreams: readonly string[];
  /** Upstreams whose rotation needs a credential of its own at the provider; each gets a second secret. */
  readonly administered: readonly string[];
}

/** Stands for a secret that there is not. */
const NO_SECRET = '-';

/** Owns the upstream keys: one secret per upstream, empty until an operator sets it. */
export class UpstreamVault extends Construct {
  readonly #secrets: ReadonlyMap<string, Secret>;
  readonly #admins: ReadonlyMap<string, Secret>;
  readonly #encryption: Encryption;

  constructor(scope: Construct, id: string, props: UpstreamVaultProps) {
    super(scope, id);
    this.#encryption = props.encryption;
    const made = (names: readonly string[], kind: string, of: string) =>
      new Map(names.map((name) => [name, this.#makeSecret(`${name}-${kind}`, `${of} ${name}`, props)]));
    this.#secrets = made(props.upstreams, 'key', 'the key of the upstream');
    this.#admins = made(props.administered, 'admin', 'the credential that makes keys of the upstream');
  }

  secretArn(upstream: string): string {
    return this.#of(upstream).secretArn;
  }

  /** Where an operator puts the credential that makes keys, if this upstream's are made by one. */
  adminSecretArn(upstream: string): string | undefined {
    return this.#admins.get(upstream)?.secretArn;
  }

  /** Read the current key of one upstream; the grantee learns where it lies. */
  grantReveal(grantee: IGrantable, upstream: string): { readonly UPSTREAM_SECRET_ID: string } {
    const { secretArn } = this.#of(upstream);
    Grant.addToPrincipal({ grantee, actions: ['secretsmanager:GetSecretValue'], resourceArns: [secretArn] });
    this.#encryption.grantReadThrough(grantee, 'secretsmanager');
    return { UPSTREAM_SECRET_ID: secretArn };
  }

  /** Replace the key of one upstream: read and label its versions, write a new one, and note how it went. */
  grantRotate(grantee: IGrantable, upstream: string) {
    const { secretArn } = this.#of(upstream);
    const actions = [
      ...['GetSecretValue', 'ListSecretVersionIds', 'PutSecretValue'],
      ...['TagResource', 'UpdateSecretVersionStage'],
    ].map((action) => `secretsmanager:${action}`);
    Grant.addToPrincipal({ grantee, actions, resourceArns: [secretArn] });
    this.#encryption.grantWriteThrough(grantee, 'secretsmanager');
    const adminArn = this.adminSecretArn(upstream);
    if (adminArn !== undefined) {
      const read = ['secretsmanager:GetSecretValue'];
      Grant.addToPrincipal({ grantee, actions: read, resourceArns: [adminArn] });
    }
    return { UPSTREAM_SECRET_ID: secretArn, ADMIN_SECRET_ID: adminArn ?? NO_SECRET };
  }

  #of(upstream: string): Secret {
    const secret = this.#secrets.get(upstream);
    if (secret === undefined) throw new Error(`no secret was made for the upstream ${upstream}`);
    return secret;
  }

  /** The value is constant and says that there is none; a later deployment never writes over what an operator set. */
  #makeSecret(id: string, what: string, props: UpstreamVaultProps): Secret {
    return new Secret(this, id, {
      description: `Sallyport: ${what}`,
      encryptionKey: props.encryption.key,
      removalPolicy: props.removal.policy,
      secretStringValue: SecretValue.unsafePlainText(JSON.stringify(UNSET_SECRET)),
    });
  }
}
