import { isIP } from 'node:net';
import { SECRET_TOKEN_PREFIX } from '../../../contract/honeytokens.ts';
import { sourceRange } from '../source-range.ts';
import type { TripFacts } from '../trip-facts.ts';
import { tripWindow } from '../trip-window.ts';
import { cleanUserAgent } from '../user-agent.ts';
import { member } from './member.ts';

const PRINCIPAL_LENGTH_MAX = 200;
const ADDRESS_LENGTH_MAX = 64;
/** What could be a client key: the name of a session is free text. */
const KEY_LIKE = /sp_[a-z0-9]{1,12}_[0-9A-Za-z]{16,}/gi;

/** Whether an event is CloudTrail's word of a call in the account. */
export const isCloudTrailCall = (event: unknown): boolean =>
  member(event, 'detail-type') === 'AWS API Call via CloudTrail';

/**
 * The reading of a decoy secret that CloudTrail tells of, tried ones included; `undefined` for anything else. A batch is told of
 * secret by secret (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_BatchGetSecretValue.html).
 */
export function readSecretRead(event: unknown, decoys: readonly string[]): TripFacts | undefined {
  const detail = member(event, 'detail');
  const text = (name: string, of = detail): string | undefined => {
    const value = member(of, name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  if (!isCloudTrailCall(event) || text('eventSource') !== 'secretsmanager.amazonaws.com') return undefined;
  if (text('eventName') !== 'GetSecretValue') return undefined;
  const name = nameOf(text('secretId', member(detail, 'requestParameters')) ?? '', decoys);
  const [eventId, at] = [text('eventID') ?? '', momentOf(text('eventTime') ?? '')];
  if (name === undefined || at === undefined || !/^[0-9A-Za-z-]{1,64}$/.test(eventId)) return undefined;
  const ip = addressOf(text('sourceIPAddress'));
  const identity = member(detail, 'userIdentity');
  const principal = ['arn', 'principalId', 'invokedBy', 'accountId', 'type'].map((field) =>
    text(field, identity),
  );
  const trip = {
    ...{ at, ip, userAgent: cleanUserAgent(text('userAgent')), method: 'GetSecretValue', mount: name },
    carrier: member(detail, 'errorCode') === undefined ? 'secret' : 'secret, refused',
    callId: eventId,
    principal: cleanPrincipal(principal.find((found) => found !== undefined) ?? 'unknown'),
  };
  const place = { tokenId: `${SECRET_TOKEN_PREFIX}${name}`, window: tripWindow(new Date(at)) };
  return { ...place, trip, source: sourceRange(ip) ?? ip, event: eventId };
}

/** A secret is asked for by its name, its ARN, or its ARN without the six characters at its end. */
function nameOf(secretId: string, decoys: readonly string[]): string | undefined {
  const named = /^arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:(.*)$/.exec(secretId)?.[1] ?? secretId;
  return decoys.find((decoy) => named === decoy || named.replace(/-[0-9A-Za-z]{6}$/, '') === decoy);
}

/** CloudTrail's times have seconds only. */
const momentOf = (time: string): string | undefined =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(time) && !Number.isNaN(Date.parse(time))
    ? new Date(time).toISOString()
    : undefined;

/** An address, or the name of the AWS service that asked for somebody. */
const addressOf = (text = 'unknown'): string =>
  isIP(text) > 0 ? text : text.slice(0, ADDRESS_LENGTH_MAX).replace(/[^\w.:-]/g, '?');

const cleanPrincipal = (text: string): string =>
  text
    .slice(0, 4 * PRINCIPAL_LENGTH_MAX)
    .replace(/[^\w+=,.@:/*-]/g, '?')
    .replace(KEY_LIKE, '[key]')
    .slice(0, PRINCIPAL_LENGTH_MAX);
