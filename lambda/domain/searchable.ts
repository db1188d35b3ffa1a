import { isEncoded } from './answer-head.ts';

type Headers = readonly (readonly [name: string, value: string])[];

const PARTIAL_CONTENT = 206;
/** RFC 3229: what changed against an earlier answer. */
const IM_USED = 226;

/**
 * Whether the scrubber can see what an answer holds: it is whole, plainly written, and in letters whose bytes it knows. A
 * part of an answer could begin in the middle of a key, and the next one hold the rest.
 */
export const isSearchable = ({ status, headers }: { status: number; headers: Headers }): boolean =>
  !isEncoded(headers) && !isPart(status, headers) && !typesOf(headers).some(inForeignLetters);

/** Nobody was asked for a part: neither `Range` nor `A-IM` travels. A page of a list (`Content-Range: items 0-9/50`) is none. */
function isPart(status: number, headers: Headers): boolean {
  if (status === IM_USED || typesOf(headers).some((type) => /^\s*multipart\/byteranges/i.test(type)))
    return true;
  if (status !== PARTIAL_CONTENT) return false;
  const ranges = headers.filter(([name]) => name === 'content-range');
  return ranges.length === 0 || ranges.some(([, range]) => /^\W*bytes/i.test(range));
}

const typesOf = (headers: Headers): readonly string[] =>
  headers.filter(([name]) => name === 'content-type').map(([, value]) => value);

/**
 * Charsets that write ASCII letters in other bytes than ASCII or UTF-16: UTF-7, UTF-32 and their kin, EBCDIC, compressing
 * and shifting ones. A label that nobody knows is read as one of ASCII's many supersets, and so is harmless.
 */
const inForeignLetters = (type: string): boolean =>
  [...type.matchAll(/charset(?:\*\s*=\s*[\w-]*'[\w-]*'|\s*=)["'\s]*([^\s"',;]*)/gi)].some(
    ([, label = '']) => FOREIGN.test(label) || (CODE_PAGE.test(label) && !ASCII_PAGE.test(label)),
  );

const FOREIGN =
  /utf-?_?(?:1$|5|6|7|9|18|32|ebcdic)|ucs-?_?4|ebcdic|scsu|bocu|^hz|iso-?2022|punycode|6500[01]|1200[01]|base64|quoted|uuencode/i;
/** IBM's numbered pages: most are EBCDIC, those of DOS and Windows are ASCII's. */
const CODE_PAGE = /^(?:cs|x-?)?(?:ibm|cp|ccsid)-?_?\d/i;
const ASCII_PAGE = /(?:\D|^)0*(?:437|720|737|775|8[56]\d|874|93[26]|949|950|125\d)$/;
