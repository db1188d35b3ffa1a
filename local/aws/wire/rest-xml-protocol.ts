import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import type { Input, Operation, RestXmlService, XmlAnswer, XmlRoute } from '../operation.ts';
import { unchunk } from './unchunk.ts';
import type { WireRequest, WireResponse } from './wire-request.ts';
import { escapeXml, writeFlatXml } from './write-xml.ts';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/**
 * S3's REST, https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAPI.html, with the bucket in the path. Input members are `Bucket`, `Key`,
 * `Body`, and the queries and headers under their own names.
 */
export async function answerRestXml(
  service: RestXmlService,
  request: WireRequest,
  perform: (operation: Operation, input: Input, name: string) => Promise<unknown>,
): Promise<WireResponse> {
  const xml = { 'content-type': 'application/xml' };
  // Keys may hold `..`, which `URL` would take out.
  const [pathname = '', query] = request.target.split(/\?(.*)/s);
  const searchParams = new URLSearchParams(query);
  try {
    const [, Bucket = '', path = ''] = /^\/([^/]*)(?:\/(.*))?$/s.exec(pathname) ?? [];
    const Key = decode(path);
    const asked = [...searchParams.keys()].filter((name) => name !== 'x-id');
    const route = service.routes.find((one) => fits(one, request.method, Key, asked));
    if (Bucket === '' || route === undefined)
      throw new AwsError(
        'NotImplemented',
        `The local run does not serve ${request.method} ${Key === '' ? 'bucket' : 'object'} ${asked.join(' ')}`.trim(),
        501,
      );
    const input = {
      ...request.headers,
      ...Object.fromEntries(searchParams),
      ...{ Bucket, Key, Body: unchunk(request) },
    };
    const answer = (await perform(route.operation, input, route.name)) as XmlAnswer;
    const { headers = {}, body, document } = answer;
    if (document !== undefined)
      return {
        status: answer.status ?? 200,
        headers: { ...xml, ...headers },
        body: write(service, document),
      };
    return { status: answer.status ?? 200, headers, body: body ?? '' };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const text = `<Error><Code>${escapeXml(error.type)}</Code><Message>${escapeXml(error.message)}</Message><RequestId>${randomUUID()}</RequestId></Error>`;
    const told = Object.entries(error.members).map(([name, value]) => [name, String(value)] as const);
    const bodiless = request.method === 'HEAD' || error.status === 304;
    return {
      status: error.status,
      headers: { ...Object.fromEntries(told), ...(bodiless ? {} : xml) },
      body: bodiless ? '' : DECLARATION + text,
    };
  }
}

const fits = (route: XmlRoute, method: string, key: string, asked: readonly string[]): boolean =>
  route.method === method &&
  (route.on === 'object') === (key !== '') &&
  (route.needs ?? []).every((name) => asked.includes(name)) &&
  asked.every((name) => route.needs?.includes(name) || route.may?.includes(name));

const write = ({ namespace }: RestXmlService, document: Readonly<Record<string, object>>): string =>
  DECLARATION +
  Object.entries(document)
    .map(([root, content]) => `<${root} xmlns="${namespace}">${writeFlatXml(content)}</${root}>`)
    .join('');

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new AwsError('InvalidURI', "Couldn't parse the specified URI.");
  }
}
