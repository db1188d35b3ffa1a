/** The stage whose keys are accepted. Apart, so that a measured process that needs its name does not load the config's schema. */
export const STAGE = 'local';

/** Claim `aud` of the tokens that this stage accepts. */
export const AUDIENCE = `urn:sallyport:${STAGE}:bench`;

/** Names of the tables, by which the stand-in for DynamoDB tells apart what it is asked for. */
export const TABLES = { keys: 'keys', minted: 'minted', signers: 'signers' } as const;
