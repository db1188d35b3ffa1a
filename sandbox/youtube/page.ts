import { parameterFault } from './parameter-fault.ts';
import { readMaxResults } from './parameters.ts';

export interface Page {
  /** Positions of the items on this page. */
  readonly positions: readonly number[];
  /** `pageInfo` and the tokens, as a list response carries them. */
  readonly fields: {
    readonly nextPageToken?: string;
    readonly prevPageToken?: string;
    readonly pageInfo: { readonly totalResults: number; readonly resultsPerPage: number };
  };
}

/** YouTube's own token: a protobuf of an offset and a direction, `CAUQAA` being "forward from 5". Offsets stay below 128. */
const tokenOf = (offset: number, backward: 0 | 1): string =>
  Buffer.from([0x08, offset, 0x10, backward]).toString('base64url');

/** The page that `maxResults` and `pageToken` ask for, of fewer than 128 results. */
export function readPage(query: URLSearchParams, totalResults: number): Page {
  const size = readMaxResults(query);
  const start = startOf(query.get('pageToken'), size, totalResults);
  const end = Math.min(start + size, totalResults);
  return {
    positions: Array.from({ length: end - start }, (_, index) => start + index),
    fields: {
      ...(size > 0 && end < totalResults && { nextPageToken: tokenOf(end, 0) }),
      ...(start > 0 && { prevPageToken: tokenOf(start, 1) }),
      pageInfo: { totalResults, resultsPerPage: size },
    },
  };
}

function startOf(pageToken: string | null, size: number, totalResults: number): number {
  if (!pageToken) return 0;
  const [offsetTag, offset = 0, backwardTag, backward, ...more] = Buffer.from(pageToken, 'base64url');
  const known = offsetTag === 0x08 && backwardTag === 0x10 && more.length === 0 && offset <= totalResults;
  if (known && backward === 0) return offset;
  if (known && backward === 1) return Math.max(0, offset - size);
  throw parameterFault('pageToken', 'invalidPageToken', 'The request specifies an invalid page token.');
}
