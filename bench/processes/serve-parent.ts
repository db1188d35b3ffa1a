import type { Protocol } from './start-process.ts';

type Answers<P extends Protocol> = {
  readonly [K in keyof P]: (input: P[K]['input']) => P[K]['answer'] | Promise<P[K]['answer']>;
};

/** The child's side of `startProcess`: says that it is ready, answers what it is asked, ends with its parent. */
export function serveParent<P extends Protocol>(ready: unknown, answers: Answers<P>): void {
  process.on('disconnect', () => process.exit(1));
  process.on(
    'message',
    (message) => void reply(answers, message as { id: number; kind: string; input: unknown }),
  );
  process.send?.({ id: 0, answer: ready });
}

async function reply<P extends Protocol>(
  answers: Answers<P>,
  { id, kind, input }: { id: number; kind: string; input: unknown },
): Promise<void> {
  process.send?.({ id, answer: await answers[kind]?.(input) });
}
