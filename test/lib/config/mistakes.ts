/** One mistake in the valid config: what is written where, and the path under which it must be reported. */
export interface Mistake {
  readonly at: readonly (string | number)[];
  readonly value: unknown;
  readonly path: string;
}

const mistake = (path: string, value: unknown, reportedAt = path): Mistake => ({
  at: path.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key)),
  value,
  path: reportedAt,
});

/** Independent of each other: any number of them can be made at once. */
export const MISTAKES: readonly Mistake[] = [
  mistake('detections', {}),
  mistake('upstreams.gemini.preset', 'gemni'),
  mistake('upstreams.gemini.timeouts.headersMs', 40_000),
  mistake('upstreams.gemini.color', 'red'),
  mistake('upstreams.youtube.rotation.driver', 'magic'),
  mistake(
    'upstreams.weather.rotation',
    { driver: 'manual', everyDays: 0 },
    'upstreams.weather.rotation.everyDays',
  ),
  mistake('upstreams.weather.baseUrl', 'ftp://example.com'),
  mistake('upstreams.weather.inject', { header: 'Host' }),
  mistake('upstreams.weather.carriers.1', 'X-Api-Key', 'upstreams.weather.carriers[1]'),
  mistake('upstreams.weather.carriers.2', 'Authorization', 'upstreams.weather.carriers[2]'),
  mistake('upstreams.weather.routes.0.methods.1', 'get', 'upstreams.weather.routes[0].methods[1]'),
  mistake('upstreams.weather.timeoutMs', 871_000),
  mistake('upstreams.weather.bodyBytesMax', 4_400_001),
  mistake('upstreams.weather.dropQuery', ['key[]'], 'upstreams.weather.dropQuery[0]'),
  mistake('upstreams.weather.refuseQuery', ['$'], 'upstreams.weather.refuseQuery[0]'),
  mistake('upstreams.weather.dropHeaders', ['x tenant'], 'upstreams.weather.dropHeaders[0]'),
  mistake('upstreams.weather.refusals.0.status', 200, 'upstreams.weather.refusals[0].status'),
  mistake('upstreams.weather.routes.1.model', 'header', 'upstreams.weather.routes[1].model'),
  mistake('upstreams.legacy.routes.0.model', 'path', 'upstreams.legacy.routes[0].model'),
  mistake('upstreams.legacy.routes.0.bodyBytesMax', 4_400_001, 'upstreams.legacy.routes[0].bodyBytesMax'),
  mistake('products.all.2.constraints.models', ['a b'], 'products.all[2].constraints.models[0]'),
  mistake('products.all.2.constraints.query.a', {}, 'products.all[2].constraints.query.a'),
  mistake(
    'products.all.2.constraints.query.b',
    { forbidden: true, max: 1 },
    'products.all[2].constraints.query.b',
  ),
  mistake('products.all.2.constraints.query.x[]', { max: 1 }, 'products.all[2].constraints.query["x[]"]'),
  mistake('products.all.2.constraints.body.require', [], 'products.all[2].constraints.body.require'),
  mistake(
    'products.all.2.constraints.body.schema',
    { type: 'strng' },
    'products.all[2].constraints.body.schema',
  ),
  mistake('upstreams.legacy.mount', '/weather/legacy'),
  mistake('upstreams.legacy.inject', { query: 'appid' }),
  mistake('upstreams.mail.mount', undefined),
  mistake('upstreams.mail.baseUrl', undefined),
  mistake('upstreams.mail.inject', undefined),
  mistake('upstreams.mail.carriers', []),
  mistake('upstreams.mail.routes', undefined),
  mistake('products.all.1.upstream', 'wether', 'products.all[1].upstream'),
  mistake('products.read.0.paths.0', '/elsewhere', 'products.read[0].paths[0]'),
  mistake('products.none', []),
  mistake('roles.support.methods.0', 'get', 'roles.support.methods[0]'),
  mistake('roles.support.only', [{ upstream: 'wether' }], 'roles.support.only[0].upstream'),
  mistake(
    'roles.clerk',
    { only: [{ upstream: 'weather', paths: ['/nowhere'] }] },
    'roles.clerk.only[0].paths[0]',
  ),
  mistake('plans.basic.rate', 1.5),
  mistake('plans.basic.quota.per', 'year'),
  mistake('plans.pro.burst', '200'),
  mistake('plans.pro.hardQuotas.gemini.zone', 'Mars/Olympus'),
  mistake('plans.pro.hardQuotas.gemini.limits', {}),
  mistake('plans.pro.hardQuotas.youtube.limits', { tokens: 1 }, 'plans.pro.hardQuotas.youtube.limits.tokens'),
  mistake(
    'plans.basic.hardQuotas',
    { gemni: { per: 'day', limits: { requests: 1 } } },
    'plans.basic.hardQuotas.gemni',
  ),
  mistake('plans.basic.pool', 'yes'),
  mistake('stages.local.region', 'eu-central-1'),
  mistake('stages.prod.account', 123456789012),
  mistake('stages.prod.logRetentionDays', 31),
  mistake('stages.prod.audit', 'loose'),
  mistake('stages.prod.keyPolicy', { maxAgeDays: 0, older: 'report' }, 'stages.prod.keyPolicy.maxAgeDays'),
  mistake('stages.prod.decoyRoutes', ['/internal/*'], 'stages.prod.decoyRoutes[0]'),
  mistake('stages.prod.decoySecrets', ['prod/stripe/key-123abc'], 'stages.prod.decoySecrets[0]'),
  mistake('stages.local.decoySecrets', ['a', 'a']),
  mistake('stages.prod.cors', '*'),
  mistake('stages.local.leakIntake', { action: 'revoke' }, 'stages.local.leakIntake.action'),
  mistake(
    'stages.prod.leakIntake',
    { github: true, githubKeysUrl: 'https://keys.example.com' },
    'stages.prod.leakIntake.githubKeysUrl',
  ),
  mistake('stages.prod.response', { neverBlock: ['10.0.0.0/33'] }, 'stages.prod.response.neverBlock[0]'),
  mistake('stages.local.detection', { spike: 'loud' }, 'stages.local.detection.spike'),
  mistake('stages.local.response', { block: 'always' }, 'stages.local.response.block'),
  mistake('stages.prod.alarmEmail', 'nobody'),
  mistake('stages.prod.wafRequestsPer5Minutes', 9),
  mistake('stages.with-dash', {}),
];

/** Writes a value deep into an object, making what is not there. */
export function setAt(root: object, at: readonly (string | number)[], value: unknown): void {
  const [key, ...rest] = at;
  if (key === undefined) return;
  if (rest.length === 0) {
    Reflect.set(root, key, value);
    return;
  }
  const inner: unknown = Reflect.get(root, key);
  const next = typeof inner === 'object' && inner !== null ? inner : {};
  Reflect.set(root, key, next);
  setAt(next, rest, value);
}
