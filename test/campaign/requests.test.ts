import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { foldedName, unescaped } from '../../lambda/domain/folded-name.ts';
import { breachOf } from './breach-of.ts';
import { CONSTRAINED } from './constrained.ts';
import { type GeneratedRequest, generatedRequest, KEYS } from './generated-request.ts';
import { type Sent, sendThrough, UPSTREAM_SECRET } from './send-through.ts';

/** A batch for every run of the tests; `CAMPAIGN_RUNS=100000 npx jest test/campaign` for the whole. */
const RUNS = Number(process.env['CAMPAIGN_RUNS'] ?? 2_000);
const RUN_LIMIT_MS = 60_000 + RUNS * 20;

const holdsKey = (text: string): boolean =>
  Object.values(KEYS).some((key) => unescaped(text).toLowerCase().includes(key.toLowerCase()));

test(
  'no generated request takes a secret out, reaches what is not allowed, or makes the gateway fail',
  async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(generatedRequest, async (request) => {
        const sent = await sendThrough(request);
        const outcome = `${sent.status}${sent.toUpstream.length > 0 ? ' forwarded' : ''}`;
        for (const name of [outcome, `${sent.place.settings.upstream.name} ${outcome}`])
          seen.set(name, (seen.get(name) ?? 0) + 1);
        checkClientSide(sent);
        if (sent.toUpstream.length > 0) checkCredential(request, sent);
        for (const bytes of sent.toUpstream) checkUpstreamSide(request, sent, bytes);
      }),
      { numRuns: RUNS },
    );
    process.stderr.write(`campaign of ${RUNS}: ${JSON.stringify(Object.fromEntries(seen))}\n`);
    const constrained = ['chat 200 forwarded', 'chat 403'];
    for (const outcome of ['200 forwarded', '400', '401', '403', '413', ...constrained])
      expect([outcome, (seen.get(outcome) ?? 0) > RUNS / 1_000]).toEqual([outcome, true]);
  },
  RUN_LIMIT_MS,
);

function checkClientSide({ status, toClient, toUpstream, kept }: Sent): void {
  expect(status).toBeLessThan(500);
  expect(toUpstream.length).toBeLessThanOrEqual(1);
  if (status !== 200) expect(toUpstream).toEqual([]);
  for (const text of [toClient, kept]) expect(text.includes(UPSTREAM_SECRET)).toBe(false);
  expect(holdsKey(kept)).toBe(false);
}

/** Whoever got through showed one accepted key, in one of this upstream's places, and nothing else in any of them. */
function checkCredential({ headers }: GeneratedRequest, { place, query }: Sent): void {
  const shown = place.settings.upstream.carriers.flatMap((carrier) => {
    if (carrier.in === 'query')
      return query.filter(([name]) => name === carrier.name).map(([, value]) => value);
    const name = carrier.in === 'bearer' ? 'authorization' : carrier.name;
    const values = headers
      .filter(([at]) => /^[!-~]*$/.test(at) && at.toLowerCase() === name)
      .map(([, value]) => value);
    return carrier.in === 'bearer'
      ? values.map((value) => value.replace(/^[ \t]*bearer *|[ \t]*$/gi, ''))
      : values;
  });
  const filled = new Set(shown.filter((value) => /[^ \t]/.test(value)));
  expect(filled.size).toBe(1);
  expect([KEYS.mine, KEYS.theirs]).toContain([...filled][0]);
}

function checkUpstreamSide(request: GeneratedRequest, { place, query }: Sent, bytes: Buffer): void {
  const end = bytes.indexOf('\r\n\r\n');
  const head = bytes.subarray(0, end).toString('latin1');
  const [requestLine = '', ...lines] = head.split('\r\n');
  const [method = '', target = '', ...rest] = requestLine.split(' ');
  const [path = '', search = ''] = target.split('?');
  const { mount, baseUrl } = place.settings.upstream;

  // The call is on the allow-list, and its method and path are the client's to the byte.
  expect(rest).toEqual(['HTTP/1.1']);
  expect(`${method} ${path}`).toMatch(place.allowed);
  expect(method).toBe(request.method);
  expect(path).toBe(new URL(baseUrl).pathname.replace(/\/$/, '') + request.path.slice(mount.length));

  if (place.settings.upstream === CONSTRAINED)
    expect([breachOf(path, search === '' ? [] : pairsOf(search), request.body)]).toEqual([undefined]);

  // Exactly one credential, ours, in its one place; none of the client's anywhere.
  expect(head.split(UPSTREAM_SECRET)).toHaveLength(2);
  expect(holdsKey(head)).toBe(false);
  const fields = lines.map(
    (line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)] as const,
  );
  const named = (name: string) => fields.filter(([at]) => foldedName(at) === name).map(([, value]) => value);
  for (const name of CREDENTIAL_HEADERS)
    expect([name, named(name).length]).toEqual([name, name === place.credentialHeader ? 1 : 0]);
  if (place.credentialHeader !== undefined)
    expect(named(place.credentialHeader)[0]).toContain(UPSTREAM_SECRET);

  // It goes to the host it should, framed once, and says nothing of where the client is.
  expect(named('host')).toEqual([place.host]);
  expect(named('content-length').length).toBeLessThanOrEqual(1);
  expect(named('transfer-encoding')).toEqual([]);
  expect(named('accept-encoding')).toEqual(['identity']);
  for (const [name] of fields) expect(foldedName(name)).not.toMatch(NEVER_SENT);
  const types = request.headers
    .filter(([name]) => name.toLowerCase() === 'content-type')
    .map(([, value]) => value);
  if (!request.headers.some(([name]) => name.toLowerCase() === 'connection') && !types.some(holdsKey))
    expect(named('content-type')).toEqual(types);

  // Query and body arrive as they were sent, but for what may not travel.
  const { carriers } = place.settings.upstream;
  const places = carriers.flatMap((carrier) => (carrier.in === 'query' ? [carrier.name] : []));
  const never = (name: string): boolean => NEVER_ASKED.has(name) || places.includes(name);
  const kept = query.filter(
    ([name, value]) => !never(foldedName(name)) && !holdsKey(name) && !holdsKey(value),
  );
  const own = place.credentialQuery === undefined ? [] : [[place.credentialQuery, UPSTREAM_SECRET]];
  expect(search === '' ? [] : pairsOf(search)).toEqual([...kept, ...own]);
  expect(bytes.subarray(end + 4).equals(request.body)).toBe(true);
}

const pairsOf = (search: string) =>
  search.split('&').map((pair): [string, string] => {
    const [name = '', value = ''] = pair.split('=').map(decodeURIComponent);
    return [name, value];
  });

const CREDENTIAL_HEADERS = ['authorization', 'proxy-authorization', 'x-api-key', 'x-goog-api-key', 'api-key'];
const NEVER_SENT =
  /^(cookie|origin|referer|forwarded|via|te|trailer|upgrade|expect|keep-alive|proxy.*|x-forwarded-.*|x-original-.*|x-rewrite-.*|x-http-method.*|x-method-override|x-amz.*|x-goog-iap-.*|x-goog-user-project|cf-.*|x-ms-.*)$/;
/** Folded, beside the carriers: other credentials, and overrides of the method. */
const NEVER_ASKED = new Set(['access-token', 'oauth-token', 'api-key', '-httpmethod', '-method']);
