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
}

/** Owns the upstream keys: one secret per upstream, empty until an operator sets it. */
export class UpstreamVault extends Construct {
  readonly #secrets: ReadonlyMap<string, Secret>;
  readonly #encryption: Encryption;

  constructor(scope: Construct, id: string, props: UpstreamVaultProps) {
    super(scope, id);
    this.#encryption = props.encryption;
    this.#secrets = new Map(props.upstreams.map((name) => [name, this.#makeSecret(name, props)]));
  }

  secretArn(upstream: string): string {
    return this.#of(upstream).secretArn;
  }

  /** Read the current key of one upstream; the grantee learns where it lies. */
  grantReveal(grantee: IGrantable, upstream: string): { readonly UPSTREAM_SECRET_ID: string } {
    const { secretArn } = this.#of(upstream);
    Grant.addToPrincipal({ grantee, actions: ['secretsmanager:GetSecretValue'], resourceArns: [secretArn] });
    this.#encryption.grantReadThrough(grantee, 'secretsmanager');
    return { UPSTREAM_SECRET_ID: secretArn };
  }

  #of(upstream: string): Secret {
    const secret = this.#secrets.get(upstream);
    if (secret === undefined) throw new Error(`no secret was made for the upstream ${upstream}`);
    return secret;
  }

  /** The value is constant and says that there is none; a later deployment never writes over what an operator set. */
  #makeSecret(name: string, props: UpstreamVaultProps): Secret {
    return new Secret(this, `${name}-key`, {
      description: `Sallyport: the key of the upstream ${name}`,
      encryptionKey: props.encryption.key,
      removalPolicy: props.removal.policy,
      secretStringValue: SecretValue.unsafePlainText(JSON.stringify(UNSET_SECRET)),
    });
  }
}
