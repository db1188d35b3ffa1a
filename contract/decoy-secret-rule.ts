/**
 * Description of the rules on the account's default bus that watch a stage's decoy secrets, by which an operator finds them. Each
 * pattern's first `secretId` is the secret's name. No output says it: whoever may describe the stack may not know thereby.
 */
export const secretAskedRule = (stage: string): string => `Sallyport ${stage}: a secret was asked for`;
