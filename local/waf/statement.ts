import type { JsonObject } from '../assembly/template.ts';
import type { InspectedRequest } from './inspected-request.ts';

/** Whether a request is what a statement describes. A rate-based one counts the request, too. */
export type Test = (request: InspectedRequest) => boolean;

/** What statements refer to by ARN. Undefined where there is no such set. */
export interface ReferencedSets {
  addresses(arn: string): ((address: string) => boolean) | undefined;
  patterns(arn: string): readonly string[] | undefined;
}

export interface CompileContext {
  readonly sets: ReferencedSets;
  /** Bytes of a body that are inspected. */
  readonly bodyBytesMax: number;
  compile(statement: JsonObject): Test;
}

export type Compile = (settings: JsonObject, context: CompileContext) => Test;

/** A part of a rule that cannot be honoured here; the message completes “… uses”. */
export class NotHonoured extends Error {
  override readonly name = 'NotHonoured';
}
