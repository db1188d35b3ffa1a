// Google's own SDK as anybody uses it: only base URL and key differ. Prints what it got as one JSON document.
import { youtube } from '@googleapis/youtube';

const { GATEWAY_URL: rootUrl, CLIENT_KEY: auth } = process.env;
const api = youtube({ version: 'v3', rootUrl, auth });

const found = await api.search.list({ part: ['snippet'], q: 'gateway', maxResults: 3 });
const stranger = youtube({ version: 'v3', rootUrl, auth: 'none' });
const failing = (call) =>
  call.then(
    () => 'served',
    (error) => ({ name: error.constructor.name, status: error.status ?? error.code }),
  );
const refused = await api.search.list({ part: ['snippet'], q: 'x', maxResults: 99 }).catch((error) => error);

process.stdout.write(
  JSON.stringify({
    kind: found.data.kind,
    titles: found.data.items.map((item) => item.snippet.title),
    wrongKey: await failing(stranger.search.list({ part: ['snippet'], q: 'x' })),
    notOpen: await failing(api.captions.list({ part: ['snippet'], videoId: 'x' })),
    refused: { status: refused.status ?? refused.code, reason: refused.errors?.[0]?.reason },
  }),
);
