/**
 * One way to write each field. Errors suggest it, `docs/configuration.md` shows it, and a test checks that it is valid.
 */
export const EXAMPLES = {
  upstreams: {
    preset: `preset: 'gemini'`,
    mount: `mount: '/weather'`,
    baseUrl: `baseUrl: 'https://api.example.com/v2'`,
    inject: `inject: { header: 'x-token' }`,
    carriers: `carriers: ['x-api-key', 'Authorization: Bearer', '?key=']`,
    routes: `routes: [{ methods: ['GET'], path: '/forecast/*' }]`,
    dropQuery: `dropQuery: ['access_token', '_method']`,
    refuseQuery: `refuseQuery: ['callback']`,
    dropHeaders: `dropHeaders: ['x-tenant']`,
    bodyBytesMax: `bodyBytesMax: 65_536`,
    timeoutMs: `timeoutMs: 10_000`,
    timeouts: `timeouts: { connectMs: 5_000, headersMs: 30_000, idleMs: 30_000, totalMs: 60_000 }`,
    rotation: `rotation: { driver: 'manual', everyDays: 90 }`,
    refusals: `refusals: [{ status: 401 }, { status: 403, unless: ['"quota_exceeded"'] }]`,
  },
  products: {
    upstream: `upstream: 'weather'`,
    methods: `methods: ['GET']`,
    paths: `paths: ['/forecast/today']`,
    constraints: `constraints: { query: { days: { max: 7 } }, body: { forbid: ['tools'] } }`,
  },
  roles: {
    methods: `methods: ['GET', 'HEAD']`,
    only: `only: [{ upstream: 'weather', paths: ['/forecast/today'] }]`,
  },
  plans: {
    rate: `rate: 10`,
    burst: `burst: 20`,
    quota: `quota: { limit: 10_000, per: 'day' }`,
    hardQuotas: `hardQuotas: { gemini: { per: 'day', limits: { requests: 1_000, tokens: 200_000 } } }`,
    pool: `pool: true`,
  },
  stages: {
    region: `region: 'eu-central-1'`,
    account: `account: '123456789012'`,
    allowLoopbackUpstreams: `allowLoopbackUpstreams: true`,
    audit: `audit: 'strict'`,
    auditRetentionDays: `auditRetentionDays: 90`,
    auditArchive: `auditArchive: { lock: 'compliance', years: 7 }`,
    logRetentionDays: `logRetentionDays: 30`,
    domain: `domain: { name: 'api.example.com', certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/11111111-2222-3333-4444-555555555555' }`,
    removal: `removal: 'retain'`,
    wafRequestsPer5Minutes: `wafRequestsPer5Minutes: 2_000`,
    alarmEmail: `alarmEmail: 'security@example.com'`,
    tokens: `tokens: { ttlMaxSeconds: 900, rotateSignerDays: 30 }`,
    keyPolicy: `keyPolicy: { maxAgeDays: 90, older: 'report' }`,
    decoyRoutes: `decoyRoutes: ['/internal/admin']`,
    decoySecrets: `decoySecrets: ['prod/stripe/live-key']`,
    cors: 'cors: true',
    response: `response: { block: 'enforce', quarantineBeside: 'enforce', blockFor: '1h', neverBlock: ['198.51.100.0/24'] }`,
    detection: `detection: { newCountry: 'enforce', spike: 'report', longSleep: 'off' }`,
    leakIntake: `leakIntake: { github: true, action: 'quarantine' }`,
  },
} as const;

/** One way to write each section. */
export const SECTION_EXAMPLES: Readonly<Record<string, string>> = {
  upstreams: `upstreams: { gemini: { preset: 'gemini' } }`,
  products: `products: { gemini: [{ upstream: 'gemini' }] }`,
  roles: `roles: { support: { methods: ['GET'] } }`,
  plans: `plans: { basic: { rate: 10, burst: 20 } }`,
  stages: `stages: { local: { allowLoopbackUpstreams: true }, prod: { region: 'eu-central-1' } }`,
};

/** The example for the field in which `path` ends, or else for its section. */
export function exampleAt(path: readonly PropertyKey[]): string {
  const section = String(path[0]);
  const examples: Readonly<Record<string, string>> = Object.hasOwn(EXAMPLES, section)
    ? EXAMPLES[section as keyof typeof EXAMPLES]
    : {};
  const field = path.slice(2).find((key) => typeof key === 'string');
  if (field !== undefined && Object.hasOwn(examples, field)) return examples[String(field)] ?? '';
  return SECTION_EXAMPLES[section] ?? 'export default defineConfig({ upstreams, products, plans, stages })';
}
