import { asFault, Fault } from '../domain/fault.ts';
import { tokenView } from '../domain/token-view.ts';
import { type Minting, type MintTokenDeps, mintToken } from '../flows/mint-token.ts';
import { type RecordCallDeps, recordCall } from '../flows/record-call.ts';
import { refuseCall } from '../flows/refuse-call.ts';
import { callIdOf, headerPairs } from '../http/gateway-event.ts';
import { problemResponse } from '../http/problem-response.ts';
import { type ProxyEvent, readCaller } from '../http/read-call.ts';
import { grantOf, mintBodyOf } from '../http/read-mint-call.ts';
import { userAgentOf } from '../http/user-agent-of.ts';

/** How an operator asks, who may invoke the function: nothing that passes API Gateway can look like it. */
export interface OperatorMintEvent {
  readonly operator: string;
  readonly keyHash: string;
  readonly body: string;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html */
export interface MintAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface TokenMintDeps extends MintTokenDeps, RecordCallDeps {
  readonly logFault: (fault: Fault, callId: string) => void;
  /** Headers of every answer to a client. */
  readonly always: readonly (readonly [string, string])[];
}

/** Answers `POST /tokens`, and an operator. A token leaves only when what was minted is recorded. */
export const createHandler =
  (deps: TokenMintDeps) =>
  async (event: ProxyEvent | OperatorMintEvent): Promise<MintAnswer> => {
    const callId = 'requestContext' in event ? callIdOf(event) : '-';
    const answer = await answerTo(deps, event, callId).catch((error: unknown) => {
      const fault = asFault(error);
      deps.logFault(fault, callId);
      return problem(fault, callId);
    });
    return { ...answer, headers: { ...answer.headers, ...Object.fromEntries(deps.always) } };
  };

async function answerTo(
  deps: TokenMintDeps,
  event: ProxyEvent | OperatorMintEvent,
  callId: string,
): Promise<MintAnswer> {
  if ('requestContext' in event) return answerClient(deps, event, callId);
  return answerOf(await mintToken(deps, { keyHash: event.keyHash }, event.body, event.operator), callId);
}

async function answerClient(deps: TokenMintDeps, event: ProxyEvent, callId: string): Promise<MintAnswer> {
  const startedAt = deps.now().getTime();
  const caller = readCaller(event);
  const { httpMethod: method, requestContext } = event;
  const userAgent = userAgentOf(headerPairs(event));
  const call = { callId, ip: requestContext.identity.sourceIp, method, userAgent, caller };
  try {
    const grant = grantOf(event);
    const minting = await mintToken(deps, grant, mintBodyOf(event), grant.parent?.jti ?? 'key');
    if (minting.kind === 'refused') {
      await refuseCall(deps, call, new Fault('token.malformed'));
      return answerOf(minting, callId);
    }
    const durationMs = deps.now().getTime() - startedAt;
    const tokenId = minting.claims.jti;
    await recordCall(deps, call, 'outcome', '/tokens', 'token.minted', { tokenId, status: 201, durationMs });
    return answerOf(minting, callId);
  } catch (error) {
    const fault = asFault(error);
    throw fault.status < 500 ? await refuseCall(deps, call, fault) : fault;
  }
}

function answerOf(minting: Minting, callId: string): MintAnswer {
  if (minting.kind === 'refused')
    return problem(new Fault('token.malformed'), callId, { problems: minting.problems });
  const { token, claims, label } = minting;
  return {
    statusCode: 201,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify({ token: token.reveal(), ...tokenView(claims, label) }),
  };
}

function problem(fault: Fault, callId: string, more: object = {}): MintAnswer {
  const { status, headers, body } = problemResponse(fault, callId);
  return {
    statusCode: status,
    headers: Object.fromEntries(headers),
    body: JSON.stringify({ ...(JSON.parse(body) as object), ...more }),
  };
}
