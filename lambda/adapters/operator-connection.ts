/** Where an operator's calls go and as whom. */
export interface OperatorConnection {
  readonly region: string;
  /** Another endpoint than AWS's: a run on this machine. */
  readonly endpoint?: string;
  /** Absent: whatever the SDK's own chain finds. */
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

/** Settings that every SDK client of an operator shares. A person waits, so nothing hangs for long. */
export const clientSettings = (connection: Partial<OperatorConnection>) => ({
  region: connection.region,
  endpoint: connection.endpoint,
  credentials: connection.credentials,
  requestHandler: { connectionTimeout: 5_000, requestTimeout: 20_000 },
});
