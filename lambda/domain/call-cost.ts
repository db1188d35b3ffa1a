import type { Amounts, Meter } from '../../contract/quota.ts';
import type { Call } from './call.ts';
import { geminiCost } from './gemini-cost.ts';
import { youtubeCost } from './youtube-cost.ts';

/** What a call takes of a quota, known before it is sent. */
export function callCost(meter: Meter, call: Pick<Call, 'method' | 'path' | 'body'>): Amounts {
  switch (meter) {
    case 'youtube':
      return { requests: 1, ...youtubeCost(call.method, call.path) };
    case 'gemini':
      return { requests: 1, ...geminiCost(call.path, call.body) };
    case 'requests':
      return { requests: 1 };
  }
}
