import type { Upstream } from '../../contract/upstream.ts';
import type { ResolvedInjection } from '../config/injection.ts';
import type { RotationInput } from '../config/rotation/rotation-input.ts';

/** What a preset knows about an API. Each field can be overridden in the config. */
export type Preset = Omit<Upstream, 'name' | 'inject' | PassField> &
  Partial<Pick<Upstream, PassField>> & {
    readonly inject: ResolvedInjection;
    /** Its `probe` also serves other ways of replacing a key. */
    readonly rotation?: RotationInput;
  };

/** What a preset may leave to `ANY_API`. */
type PassField = 'dropQuery' | 'refuseQuery' | 'dropHeaders';
