/** Who makes an AWS call, as far as an access key id tells. Signatures are not checked: everybody here is on this machine. */
export type Caller =
  | {
      readonly kind: 'function';
      readonly logicalId: string;
      readonly name: string;
      readonly roleArn: string;
    }
  | { readonly kind: 'operator' };

/** Access key id → caller. Every id that no function was given is the operator's. */
export type Callers = ReadonlyMap<string, Caller>;

export const OPERATOR: Caller = { kind: 'operator' };
