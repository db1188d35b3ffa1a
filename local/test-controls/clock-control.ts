import { isObject } from '../assembly/template.ts';
import type { Clock } from '../time/clock.ts';
import { ControlError, type Controls } from './answer-control.ts';
import { parseDuration } from './parse-duration.ts';

const USAGE = 'Give {"advance": "90d"} (ms, s, m, h, d) or {"advanceMs": 1000}. The clock only goes forward.';

/** `GET clock` tells the time; `POST clock` moves it and answers when everything that fell due is done. */
export const clockControl = (clock: Clock): Controls => {
  const time = (): object => ({ now: clock.now(), iso: new Date(clock.now()).toISOString() });
  return {
    'GET clock': time,
    'POST clock': async (body) => {
      const ms = durationOf(body);
      if (ms === undefined) throw new ControlError(USAGE);
      await clock.advance(ms);
      return time();
    },
  };
};

function durationOf(body: unknown): number | undefined {
  if (!isObject(body) || Object.keys(body).length !== 1) return undefined;
  const { advance, advanceMs } = body;
  if (typeof advance === 'string') return parseDuration(advance);
  return typeof advanceMs === 'number' && advanceMs >= 0 ? advanceMs : undefined;
}
