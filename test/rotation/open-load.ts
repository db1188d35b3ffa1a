import http from 'node:http';

export interface LoadOptions {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Asked in turn. */
  readonly paths: readonly string[];
  /** Requests a second, once the load has grown to it. */
  readonly rate: number;
}

export interface LoadSoFar {
  readonly sent: number;
  readonly latenciesMs: readonly number[];
  /** What was answered other than 200, or how the connection ended. */
  readonly failures: readonly string[];
  readonly inFlight: number;
}

const TICK_MS = 5;
/** From none to all: functions start on demand, and each start takes a core for a moment. */
const GROWS_S = 15;
const PATIENCE_MS = 30_000;

/** Requests begun by the clock whether or not earlier ones are answered, until `stop` resolves with the last answer. */
export function openLoad({ url, headers, paths, rate }: LoadOptions) {
  const agent = new http.Agent({ keepAlive: true });
  const { hostname, port, pathname } = new URL(url);
  const latenciesMs: number[] = [];
  const failures: string[] = [];
  let sent = 0;
  let inFlight = 0;
  const done = (startedAt: number, failure?: string): void => {
    inFlight -= 1;
    latenciesMs.push(performance.now() - startedAt);
    if (failure !== undefined) failures.push(failure);
  };
  const ask = (path: string): void => {
    const startedAt = performance.now();
    inFlight += 1;
    let over = false;
    const once = (failure?: string): void => {
      if (!over) done(startedAt, failure);
      over = true;
    };
    const to = { agent, hostname, port, path: pathname.replace(/\/$/, '') + path, headers };
    const request = http.request(to, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += String(chunk)));
      response.once('error', (error) => once(`${path} ${error.message}`));
      response.once('end', () =>
        once(
          response.statusCode === 200 ? undefined : `${path} ${response.statusCode} ${text.slice(0, 200)}`,
        ),
      );
    });
    request.setTimeout(PATIENCE_MS, () => request.destroy(new Error('did not answer')));
    request.once('error', (error) => once(`${path} ${error.message}`));
    request.end();
  };
  const from = performance.now();
  let [at, now, due] = [from, rate, 0];
  const timer = setInterval(() => {
    const before = at;
    at = performance.now();
    due += (Math.min(1, (at - from) / 1_000 / GROWS_S) * now * (at - before)) / 1_000;
    for (; sent < due; sent += 1) ask(paths[sent % paths.length] ?? '/');
  }, TICK_MS);
  return {
    soFar: (): LoadSoFar => ({ sent, latenciesMs, failures, inFlight }),
    /** Asks at another rate from now on, in requests a second. */
    change: (to: number): void => {
      now = to;
    },
    grown: () => new Promise<void>((resolve) => setTimeout(resolve, GROWS_S * 1_000)),
    stop: async (): Promise<void> => {
      clearInterval(timer);
      while (inFlight > 0) await new Promise((resolve) => setTimeout(resolve, TICK_MS));
      agent.destroy();
    },
  };
}
