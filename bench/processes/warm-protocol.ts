import type { GatewaySubject } from '../subjects/gateway.ts';
import type { BenchProcess } from './start-process.ts';

export type WarmSubject = GatewaySubject | 'forwarder';

export type WarmProtocol = {
  /** Waits until nothing is under way any more; the CPU time of the process since its start, in microseconds. */
  settled: { input: undefined; answer: number };
  /** Moves the subject's clock, at once and by so much before every request from now on. */
  clock: { input: { readonly aheadMs: number; readonly stepMs: number }; answer: 'done' };
};

/** A process that hosts one subject behind a listener on loopback. */
export type WarmHost = BenchProcess<WarmProtocol, { readonly url: string }>;
