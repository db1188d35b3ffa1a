/** What a signed call needs to know of its surroundings; read once, at load. */
export interface AwsConnection {
  readonly region: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string | undefined;
  };
  /** The SDKs' own variable for an endpoint other than AWS's: a VPC endpoint, or a run on one machine. */
  readonly endpointUrl: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the variables that Lambda sets for every function. They stay valid as long as the process lives. */
export function awsConnection(environment: Environment): AwsConnection {
  return {
    region: environment['AWS_REGION'] ?? '',
    credentials: {
      accessKeyId: environment['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: environment['AWS_SECRET_ACCESS_KEY'] ?? '',
      sessionToken: environment['AWS_SESSION_TOKEN'],
    },
    endpointUrl: environment['AWS_ENDPOINT_URL'],
  };
}
