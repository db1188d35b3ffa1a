import { type Unit, unitOf } from './needle.ts';

const ENDS = ['\n', '\r\n'];
/** What a continued line may begin with in headers, YAML and PEM. */
const INDENTS = ['', ' ', '  ', '    ', '\t'];
/** As JSON and JSON within JSON write the end of a line. */
const IN_JSON = ['\\n', '\\r\\n', '\\\\n', '\\\\r\\\\n'];
const IN_URL = ['%0A', '%0D%0A', '%0a', '%0d%0a'];
const IN_TEXT = [
  ...ENDS.flatMap((end) => INDENTS.map((indent) => end + indent)),
  '\r',
  ...IN_JSON,
  ...IN_URL,
];

/** Nothing, or the end of a line in base64, as mail, PEM, XML and `base64` itself break it, at whatever width. */
export const LINE_BREAKS: Unit = unitOf(
  '',
  ...IN_TEXT,
  ...['\\u000a', '\\u000A', '\\u000d\\u000a', '\\u000D\\u000A', '&#10;', '&#13;&#10;', '&#13;\n'],
  ...['&#xA;', '&#xD;&#xA;', '&#xD;\n', '&#xa;', '&#xd;&#xa;', '&#xd;\n'],
);

/** Nothing, or how a long word goes on in the next line: in folded text, in quoted-printable (`=`), in programs (`\`). */
export const WORD_BREAKS: Unit = unitOf(
  '',
  ...IN_TEXT,
  ...[...ENDS, ...IN_JSON, '%0A', '%0D%0A'].map((end) => `=${end}`),
  ...['= \n', '= \r\n', '=\t\n', '=\t\r\n', '%3D%0A', '%3D%0D%0A', '%3d%0a', '%3d%0d%0a', '\\\n', '\\\r\n'],
);

/** The end of a line in hex and in lists of bytes. */
export const PLAIN_BREAKS: Unit = unitOf(...ENDS, '\\n', '\\r\\n');
