import type { Constraints, ModelPlace } from '../../contract/constraints.ts';
import type { Amounts, Period } from '../../contract/quota.ts';
import type { CredentialRefusal, Timeouts } from '../../contract/upstream.ts';
import type { RotationInput } from './rotation/rotation-input.ts';
import type { METHODS } from './route.ts';
import type { StageInput } from './stage-input.ts';

/** What the user writes in `sallyport.config.ts`. Each section that is there needs at least one entry. */
export interface SallyportConfigInput {
  /** APIs behind the gateway, by name. @example `upstreams: { gemini: { preset: 'gemini' } }` */
  readonly upstreams: Readonly<Record<string, UpstreamInput>>;
  /** What a client key may call, by name. @example `products: { gemini: [{ upstream: 'gemini' }] }` */
  readonly products: Readonly<Record<string, readonly ProductEntryInput[]>>;
  /** What kind of access a key has, by name, beside the built-in `reader`, `writer` and `admin`. @default none @example `roles: { support: { methods: ['GET'] } }` */
  readonly roles?: Readonly<Record<string, RoleInput>>;
  /** Usage plans: how much a client key may call, by name. @example `plans: { basic: { rate: 10, burst: 20 } }` */
  readonly plans: Readonly<Record<string, PlanInput>>;
  /** Deployments, by name. @example `stages: { local: { allowLoopbackUpstreams: true }, prod: {} }` */
  readonly stages: Readonly<Record<string, StageInput>>;
}

/** An API that a preset knows needs nothing else; any other API says the five things that nobody can guess. */
export type UpstreamInput =
  | ({ readonly preset: 'gemini' | 'youtube' | 'openai' | 'anthropic' } & UpstreamFields)
  | ({ readonly preset: 'http' } & UpstreamFields & Required<Pick<UpstreamFields, RequiredField>>);

type RequiredField = 'mount' | 'baseUrl' | 'inject' | 'carriers' | 'routes';

type Method = (typeof METHODS)[number];

/** How the one upstream key enters the request. The query needs a reason: URLs are logged by everything they pass. */
export type InjectionInput =
  | { readonly header: string }
  | { readonly bearer: true }
  | { readonly basic: { readonly user: string } }
  | { readonly query: string; readonly because: string };

export interface RouteInput {
  readonly methods: readonly Method[];
  readonly path: string;
  /** Where a request names its model: the first `*` of the path, the body's `model`, or nowhere. @default not known */
  readonly model?: ModelPlace;
  /** Largest request body on this route. @default the upstream's */
  readonly bodyBytesMax?: number;
  /** What a request must look like. @default anything */
  readonly constraints?: Constraints;
}

export interface UpstreamFields {
  /** Path prefix on the gateway. @example `mount: '/weather'` */
  readonly mount?: string;
  /** Scheme, host and path prefix that replace the mount. @example `baseUrl: 'https://api.example.com/v2'` */
  readonly baseUrl?: string;
  /** Where the upstream key goes. @example `inject: { header: 'x-token' }` */
  readonly inject?: InjectionInput;
  /** Where clients may put their key. @example `carriers: ['x-api-key', 'Authorization: Bearer', '?key=']` */
  readonly carriers?: readonly string[];
  /** All that may be called, relative to the mount. @example `routes: [{ methods: ['GET'], path: '/forecast/*' }]` */
  readonly routes?: readonly RouteInput[];
  /** Query parameters that are left out on the way. @default credentials and overrides of the method @example `dropQuery: ['access_token', '_method']` */
  readonly dropQuery?: readonly string[];
  /** Query parameters that no request may have. @default none for `http` @example `refuseQuery: ['callback']` */
  readonly refuseQuery?: readonly string[];
  /** Request headers that are left out on the way. @default none for `http` @example `dropHeaders: ['x-tenant']` */
  readonly dropHeaders?: readonly string[];
  /** Largest request body, in bytes, at most 4,400,000. @default 1,048,576 for `http` @example `bodyBytesMax: 65_536` */
  readonly bodyBytesMax?: number;
  /** Longest whole exchange, in milliseconds, instead of `timeouts`. @example `timeoutMs: 10_000` */
  readonly timeoutMs?: number;
  /** Timeouts one by one, in milliseconds. @example `timeouts: { headersMs: 30_000, totalMs: 60_000 }` */
  readonly timeouts?: Partial<Timeouts>;
  /** How the upstream key is replaced. @default manual, every 90 days @example `rotation: { driver: 'manual', everyDays: 90 }` */
  readonly rotation?: RotationInput;
  /** Answers that mean "your key is not accepted". @example `refusals: [{ status: 401 }]` */
  readonly refusals?: readonly CredentialRefusal[];
}

export interface ProductEntryInput {
  /** One of `upstreams`. @example `upstream: 'weather'` */
  readonly upstream: string;
  /** Only these methods. @default all that the upstream's routes allow @example `methods: ['GET']` */
  readonly methods?: readonly Method[];
  /** Only these paths, relative to the mount. @default all of the upstream's routes @example `paths: ['/forecast/today']` */
  readonly paths?: readonly string[];
  /** What a request must look like, beside what its route asks for. @default anything @example `constraints: { query: { days: { max: 7 } }, body: { forbid: ['tools'] } }` */
  readonly constraints?: Constraints;
}

/** Narrows what the products of a key open; it never opens anything by itself. */
export interface RoleInput {
  /** Only these methods. @default all @example `methods: ['GET', 'HEAD']` */
  readonly methods?: readonly Method[];
  /** Only these parts of these upstreams, written like the entries of a product. @default everything @example `only: [{ upstream: 'weather', paths: ['/forecast/today'] }]` */
  readonly only?: readonly ProductEntryInput[];
}

export interface PlanInput {
  /** Steady requests a second. @example `rate: 10` */
  readonly rate: number;
  /** Requests that may come at once. @example `burst: 20` */
  readonly burst: number;
  /** Requests in a period. @default unlimited @example `quota: { limit: 10_000, per: 'day' }` */
  readonly quota?: { readonly limit: number; readonly per: 'day' | 'week' | 'month' };
  /** What may never be exceeded, by upstream: `requests`; YouTube's `units`, `searches`, `uploads`; Gemini's `tokens`. @default none @example `hardQuotas: { gemini: { per: 'day', limits: { requests: 1_000, tokens: 200_000 } } }` */
  readonly hardQuotas?: Readonly<Record<string, HardQuotaInput>>;
  /** All keys of the plan share its quotas. @default each key has its own @example `pool: true` */
  readonly pool?: boolean;
}

export interface HardQuotaInput {
  readonly per: Period;
  /** Where days and months begin. @default 'America/Los_Angeles' for YouTube, 'UTC' for others */
  readonly zone?: string;
  readonly limits: Amounts;
}
