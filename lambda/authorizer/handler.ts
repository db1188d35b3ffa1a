import middy from '@middy/core';
import type { AuthorizerSettings } from '../../contract/settings.ts';
import type { Fault } from '../domain/fault.ts';
import { type AuthoriseCallerDeps, authoriseCaller } from '../flows/authorise-caller.ts';
import { type AuthorizerAnswer, allowWholeApi } from '../http/authorizer-answer.ts';
import { callIdOf, type GatewayEvent } from '../http/gateway-event.ts';
import { hideReasons } from '../http/hide-reasons.ts';
import { readCredential } from '../http/read-credential.ts';

export interface AuthorizerEvent extends GatewayEvent {
  /** `arn:aws:execute-api:<region>:<account>:<api>/<stage>/<method>/<path>` */
  readonly methodArn: string;
}

export interface AuthorizerDeps extends AuthoriseCallerDeps {
  readonly settings: AuthorizerSettings;
  readonly logFault: (fault: Fault, callId: string) => void;
}

/** Says who is calling. Rejects with `Unauthorized` for every reason that concerns the credential. */
export const createHandler = (deps: AuthorizerDeps) =>
  middy<AuthorizerEvent, AuthorizerAnswer>({ timeoutEarlyInMillis: 0 })
    .use(hideReasons(deps.logFault))
    .handler(async (event) => {
      const place = deps.settings.mounts.find(
        ({ mount }) => event.path === mount || event.path.startsWith(`${mount}/`),
      );
      const caller = await authoriseCaller(deps, {
        credential: readCredential(event, place?.carriers ?? []),
        ip: event.requestContext.identity.sourceIp,
        callId: callIdOf(event),
        method: event.httpMethod,
        mount: place?.mount ?? '-',
      });
      return allowWholeApi(event.methodArn, caller);
    });
