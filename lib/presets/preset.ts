import type { Upstream } from '../../contract/upstream.ts';
import type { ResolvedInjection } from '../config/injection.ts';

/** What a preset knows about an API. Each field can be overridden in the config. */
export type Preset = Omit<Upstream, 'name' | 'inject'> & { readonly inject: ResolvedInjection };
