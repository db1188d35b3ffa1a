import type { Input } from '../operation.ts';

/** The text of the first element of this name in a request's XML. The documents that are read hold names, numbers and dates only. */
export const element = (input: Input, name: string): string | undefined =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(String(input['Body']))?.[1]?.trim();
