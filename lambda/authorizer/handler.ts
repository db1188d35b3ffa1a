import middy from '@middy/core';
import type { AuthorizerSettings } from '../../contract/settings.ts';
import type { Fault } from '../domain/fault.ts';
import { type AuthoriseCallerDeps, authoriseCaller } from '../flows/authorise-caller.ts';
import { type AuthorizerAnswer, allowWholeApi } from '../http/authorizer-answer.ts';
import { carrierOf } from '../http/carrier-of.ts';
import { callIdOf, type GatewayEvent, headerPairs } from '../http/gateway-event.ts';
import { hideReasons } from '../http/hide-reasons.ts';
import { readCredential } from '../http/read-credential.ts';
import { userAgentOf } from '../http/user-agent-of.ts';

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
      const carriers = place?.carriers ?? [];
      const credential = readCredential(event, carriers);
      const caller = await authoriseCaller(deps, {
        credential,
        ip: event.requestContext.identity.sourceIp,
        callId: callIdOf(event),
        method: event.httpMethod,
        mount: place?.mount ?? '-',
        decoyRoute: deps.settings.decoyRoutes.find((path) => path === event.path),
        describe: () => ({
          carrier: credential === undefined ? '-' : carrierOf(event, carriers, credential),
          userAgent: userAgentOf(headerPairs(event)),
        }),
      });
      return allowWholeApi(event.methodArn, caller);
    });
