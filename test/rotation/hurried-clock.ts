import { setTimeout as pause } from 'node:timers/promises';

/** The clock of a run with test controls, made to go so many times as fast as the machine's. */
export function hurriedClock(awsEndpoint: string, times: number) {
  const readings: { readonly at: number; readonly aheadMs: number }[] = [];
  let over = false;
  const move = async (ms: number): Promise<void> => {
    const body = JSON.stringify({ advanceMs: ms });
    const answer = await fetch(`${awsEndpoint}/_local/clock`, { method: 'POST', body });
    if (!answer.ok) throw new Error(`the clock is not to be moved: ${await answer.text()}`);
    const { now } = (await answer.json()) as { readonly now: number };
    readings.push({ at: Date.now(), aheadMs: now - Date.now() });
  };
  const hurry = async (): Promise<void> => {
    for (let last = Date.now(); !over; ) {
      await pause(1_000);
      const now = Date.now();
      await move((now - last) * (times - 1));
      last = now;
    }
  };
  const hurrying = hurry();
  const aheadMs = (at: number): number => readings.findLast((reading) => reading.at <= at)?.aheadMs ?? 0;
  return {
    /** What has passed for the run since a moment of the machine's clock. */
    sinceMs: (at: number, now: number): number => now - at + aheadMs(now) - aheadMs(at),
    stop: async (): Promise<void> => {
      over = true;
      await hurrying;
    },
  };
}

export type HurriedClock = ReturnType<typeof hurriedClock>;
