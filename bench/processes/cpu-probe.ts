import { serveParent } from './serve-parent.ts';

export type CpuProtocol = {
  /** CPU time of the process since its start, in microseconds. */
  cpu: { input: undefined; answer: number };
};

// Preloaded into a process that runs somebody else's program.
serveParent<CpuProtocol>(undefined, {
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
});
