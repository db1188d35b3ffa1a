import type { Input, Operation, XmlAnswer } from '../operation.ts';
import { optionalString } from '../read-input.ts';
import { type Buckets, objectArn } from './buckets.ts';
import { demandConditions } from './conditions.ts';
import type { HideMissing } from './hide-missing.ts';
import { objectHeaders } from './object-headers.ts';
import { s3Error } from './s3-errors.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html; a version that is named needs a right of its own. */
export const getObject = (
  buckets: Buckets,
  hideMissing: HideMissing,
  action: 's3:GetObject' | 's3:GetObjectVersion',
): Operation => ({
  action,
  resources: objectArn,
  run: async (input, caller): Promise<XmlAnswer> => {
    const bucket = buckets.find(input);
    const version = hideMissing(input, caller, () => buckets.version(input));
    demandConditions(input, version);
    const headers = objectHeaders(bucket, version, input);
    const body = await bucket.shelf.read(version);
    const part = rangeOf(input, body.length);
    if (part === undefined) return { headers, body };
    const [from, to] = part;
    return {
      status: 206,
      headers: {
        ...headers,
        'content-length': String(to - from),
        'content-range': `bytes ${from}-${to - 1}/${body.length}`,
      },
      body: body.subarray(from, to),
    };
  },
});

/** One range of bytes, from (with) and to (without). Several at once are not a thing in S3: all is answered. */
function rangeOf(input: Input, bytes: number): readonly [number, number] | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(optionalString(input, 'range') ?? '') ?? [];
  if (first === undefined || last === undefined || first + last === '') return undefined;
  const from = first === '' ? Math.max(0, bytes - Number(last)) : Number(first);
  const to = first === '' || last === '' ? bytes : Math.min(bytes, Number(last) + 1);
  if (from >= bytes || to <= from)
    throw s3Error('InvalidRange', 'The requested range is not satisfiable', 416);
  return [from, to];
}
