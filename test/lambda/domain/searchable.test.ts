import { expect, test } from '@jest/globals';
import { isSearchable } from '../../../lambda/domain/searchable.ts';

type Header = readonly [string, string];
const searchable = (status: number, ...headers: Header[]) => isSearchable({ status, headers });
const inCharset = (type: string) => searchable(200, ['etag', '1'], ['content-type', type]);

test.each<[number, readonly Header[]]>([
  [206, [['content-range', 'bytes 0-9/20']]],
  [206, [['content-range', 'Bytes 0-9/20']]],
  [206, [['content-range', ' bytes=0-9/20']]],
  [
    206,
    [
      ['content-range', 'items 0-9/20'],
      ['content-range', 'bytes 0-9/20'],
    ],
  ],
  [206, []],
  [206, [['content-type', 'multipart/byteranges; boundary=x']]],
  [200, [['content-type', 'Multipart/ByteRanges; boundary=x']]],
  [
    200,
    [
      ['content-type', 'text/plain'],
      ['content-type', 'multipart/byteranges; boundary=x'],
    ],
  ],
  [226, [['im', 'feed']]],
])('a part of an answer, which could hold a half of the key, is not searchable: %d %j', (status, headers) => {
  expect(searchable(status, ...headers)).toBe(false);
});

test.each<[number, readonly Header[]]>([
  [200, []],
  [200, [['content-range', 'bytes 0-9/10']]],
  [206, [['content-range', 'items 0-24/66']]],
  [206, [['content-range', '0-24/3573']]],
  [207, [['content-type', 'multipart/mixed; boundary=byteranges']]],
  [304, []],
  [416, [['content-range', 'bytes */20']]],
])('an answer that is whole, and a page of a list, is searchable: %d %j', (status, headers) => {
  expect(searchable(status, ...headers)).toBe(true);
});

test('an encoded answer is not searchable, whatever its status', () => {
  for (const status of [200, 206, 404, 500]) {
    expect(searchable(status, ['content-encoding', 'gzip'])).toBe(false);
    expect(searchable(status, ['transfer-encoding', 'gzip, chunked'])).toBe(false);
  }
});

test.each([
  ...[
    'utf-7',
    'UTF7',
    'unicode-1-1-utf-7',
    'x-imap4-modified-utf7',
    'utf-7-imap',
    'utf-32',
    'UTF-32BE',
    'utf32le',
  ],
  ...[
    'ISO-10646-UCS-4',
    'csUCS4',
    'utf-1',
    'utf-ebcdic',
    'x-EBCDIC-US',
    'ebcdic-cp-us',
    'SCSU',
    'csBOCU-1',
    'x-cp65000',
  ],
  ...[
    'IBM037',
    'ibm-037',
    'cp037',
    'CP500',
    'cp1047',
    'IBM01140',
    'csIBM273',
    'x-ibm1047',
    'ccsid-37',
    'IBM870',
    'IBM875',
  ],
  ...['hz-gb-2312', 'iso-2022-jp', 'ISO-2022-KR', 'punycode', 'base64'],
])('an answer in %s, which writes letters in bytes of its own, is not searchable', (charset) => {
  for (const type of [
    `text/plain; charset=${charset}`,
    `text/plain;CHARSET = "${charset}"`,
    `text/plain; charset='${charset}'`,
    `text/plain; charset=utf-8; charset=${charset}`,
    `application/json;a=b;charset=${charset};c=d`,
    `text/plain; charset*=us-ascii'en'${charset}`,
  ])
    expect([type, inCharset(type)]).toEqual([type, false]);
});

test.each([
  ...[
    'utf-8',
    'UTF8',
    'us-ascii',
    'utf-16',
    'UTF-16LE',
    'utf-16be',
    'iso-8859-1',
    'ISO-8859-15',
    'latin1',
    'utf8mb4',
  ],
  ...[
    'windows-1252',
    'cp1251',
    'cp-1252',
    'gb18030',
    'GBK',
    'big5',
    'euc-jp',
    'shift_jis',
    'windows-31j',
    'koi8-r',
    'binary',
  ],
  ...[
    'IBM437',
    'cp850',
    'ibm866',
    'cp00858',
    'cp932',
    '',
    'no-such-charset',
    'tis-620',
    'macintosh',
    'ucs-2',
  ],
])('an answer in %j, which writes ASCII as ASCII or UTF-16, is searchable', (charset) => {
  expect(inCharset(`text/plain; charset=${charset}`)).toBe(true);
});

test('what is no charset says nothing', () => {
  for (const type of [
    'application/ibm037',
    'text/utf-7',
    'multipart/form-data; boundary=utf-7',
    'text/plain',
  ])
    expect([type, inCharset(type)]).toEqual([type, true]);
});
