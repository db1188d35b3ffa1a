/** What came of an answer's body. */
export interface Drained {
  readonly bytes: number;
  /** The first bytes of it, as text. */
  readonly start: string;
  /** Whether it broke off. */
  readonly cut: boolean;
}

const START_BYTES = 4_096;

/** Reads a body to its end and keeps its start only. */
export async function drain(response: Response): Promise<Drained> {
  let bytes = 0;
  let start = '';
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length;
      if (start.length < START_BYTES) start += Buffer.from(chunk).toString('latin1').slice(0, START_BYTES);
    }
    return { bytes, start, cut: false };
  } catch {
    return { bytes, start, cut: true };
  }
}
