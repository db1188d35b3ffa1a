import http from 'node:http';

export interface ClosedLoadOptions {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly count: number;
  /** Under way at once; each begins the next one when it is answered. */
  readonly inFlight: number;
}

/** Status → how many answers had it. */
export async function closedLoad({ url, headers, count, inFlight }: ClosedLoadOptions) {
  const agent = new http.Agent({ keepAlive: true });
  const answers = new Map<number, number>();
  let begun = 0;
  const ask = (): Promise<number> =>
    new Promise((resolve, reject) => {
      const request = http.get(url, { agent, headers }, (response) => {
        response.resume().once('end', () => resolve(response.statusCode ?? 0));
      });
      request.once('error', reject);
    });
  const asker = async (): Promise<void> => {
    while (begun < count) {
      begun += 1;
      const status = await ask();
      answers.set(status, (answers.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, asker));
  agent.destroy();
  return Object.fromEntries(answers);
}
