import type { AuthorizerSettings } from '../../contract/settings.ts';
import { asFault, type Fault } from '../domain/fault.ts';
import { type AuthoriseCallerDeps, authoriseCaller } from '../flows/authorise-caller.ts';
import { type AuthorizerAnswer, allowWholeApi } from '../http/authorizer-answer.ts';
import { callIdOf, type GatewayEvent } from '../http/gateway-event.ts';
import { readCredential } from '../http/read-credential.ts';

export interface AuthorizerEvent extends GatewayEvent {
  /** `arn:aws:execute-api:<region>:<account>:<api>/<stage>/<method>/<path>` */
  readonly methodArn: string;
}

export interface AuthorizerDeps extends AuthoriseCallerDeps {
  readonly settings: AuthorizerSettings;
  readonly logFault: (fault: Fault, callId: string) => void;
}

/** API Gateway answers this message with 401, and any other error with 500. */
const UNAUTHORIZED = 'Unauthorized';

/** Says who is calling. Rejects with `Unauthorized` for every reason that concerns the credential. */
export const createHandler =
  (deps: AuthorizerDeps) =>
  async (event: AuthorizerEvent): Promise<AuthorizerAnswer> => {
    const callId = callIdOf(event);
    const place = deps.settings.mounts.find(({ mount }) => event.path.startsWith(`${mount}/`));
    try {
      const caller = await authoriseCaller(deps, {
        credential: readCredential(event, place?.carriers ?? []),
        ip: event.requestContext.identity.sourceIp,
        callId,
        method: event.httpMethod,
        mount: place?.mount ?? '-',
      });
      return allowWholeApi(event.methodArn, caller);
    } catch (error) {
      const fault = asFault(error);
      if (fault.code !== 'credential.rejected') {
        deps.logFault(fault, callId);
        throw new Error('Unavailable');
      }
      throw new Error(UNAUTHORIZED);
    }
  };
