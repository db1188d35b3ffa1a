import type { Exchange } from './exchange.ts';

const bare = (value: string | undefined): string => (value ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

/** Of the request's body: what API Gateway takes for granted is JSON. */
export const mediaTypeOf = ({ facts }: Exchange): string =>
  bare(facts.headers.get('content-type')) || 'application/json';

/** Whether the API treats a media type as binary; `*` stands for anything (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html). */
export function isBinary({ api }: Exchange, mediaType: string | undefined): boolean {
  const [type = '', subtype = ''] = bare(mediaType).split('/');
  return api.binaryMediaTypes.some((binary) => {
    const [wantedType, wantedSubtype] = binary.toLowerCase().split('/');
    return [
      [wantedType, type],
      [wantedSubtype, subtype],
    ].every(([wanted, found]) => wanted === '*' || wanted === found);
  });
}
