import { type GatewayEvent, headerPairs } from './gateway-event.ts';

/**
 * Where the client reached us: scheme, host and the stage's path, without a trailing slash. The host is API Gateway's word;
 * only the port, which API Gateway does not tell, is taken from the client's own `Host`, and only beside that very host.
 */
export function gatewayUrlOf(event: GatewayEvent): string {
  const { domainName = '', path = '' } = event.requestContext;
  const headers = headerPairs(event);
  const one = (name: string) => headers.find(([other]) => other === name)?.[1];
  const host = one('host') ?? '';
  const port = host.startsWith(`${domainName}:`) ? host.slice(domainName.length) : '';
  const scheme = one('x-forwarded-proto') === 'http' ? 'http' : 'https';
  const stagePath = path.endsWith(event.path) ? path.slice(0, path.length - event.path.length) : '';
  const known = /^[a-z0-9.-]+$/i.test(domainName) && /^(:\d{1,5})?$/.test(port);
  // Without a host the reference is still right: it starts from wherever the client is.
  return (known ? `${scheme}://${domainName}${port}` : '') + (/^[!-~]*$/.test(stagePath) ? stagePath : '');
}
