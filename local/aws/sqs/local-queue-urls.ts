const HOST = /^https:\/\/sqs\.[a-z0-9-]+\.amazonaws\.com\//;

/**
 * Clients of SQS call the host of the queue's URL, whatever endpoint they were given. A URL that a template hands to a function must
 * therefore name this run's endpoint, or the call would leave the machine.
 */
export const localQueueUrl =
  (awsEndpoint: string): ((url: string) => string) =>
  (url) =>
    url.replace(HOST, `${awsEndpoint}/`);

/** The same for all values that a function is given. */
export function withLocalQueues(
  values: Readonly<Record<string, string>>,
  awsEndpoint: string,
): Readonly<Record<string, string>> {
  const local = localQueueUrl(awsEndpoint);
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, local(value)]));
}
