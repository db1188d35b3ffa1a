import { setTimeout as pause } from 'node:timers/promises';
import type { openLoad } from './open-load.ts';

/** How long a wave goes on after what it is for. */
const AFTER_MS = 1_000;
/** Its longest: a machine that a wave fills has nothing left for what the wave waits for. */
const LASTS_MS = 8_000;
const REHEARSAL_MS = 8_000;
const REST_MS = 12_000;

/** A load that rises from one rate to another, in requests a second, while something goes on. */
export function wavesOf(load: ReturnType<typeof openLoad>, rate: number, wave: number) {
  const sum = { requests: 0, seconds: 0 };
  return {
    /** Half the way to a wave, so that the processes that one needs are there before it. */
    rehearse: async (): Promise<void> => {
      if (wave === rate) return;
      load.change((rate + wave) / 2);
      await pause(REHEARSAL_MS);
      load.change(rate);
      await pause(REST_MS);
    },
    during: async (act: () => Promise<unknown>): Promise<void> => {
      const [{ sent }, from] = [load.soFar(), performance.now()];
      load.change(wave);
      const acting = act();
      await Promise.race([acting.then(() => pause(AFTER_MS)), pause(LASTS_MS)]);
      load.change(rate);
      sum.requests += load.soFar().sent - sent;
      sum.seconds += (performance.now() - from) / 1_000;
      await acting;
    },
    soFar: (): string =>
      `${sum.requests} in ${sum.seconds.toFixed(0)} s: ${(sum.requests / sum.seconds).toFixed(0)} a second`,
  };
}
