import type { Sight } from '../../lambda/domain/judge-drill.ts';
import type { DoorAnswer } from './door.ts';

/** Whether the door stayed shut: the authorizer's one refusal, or WAF's. */
export const isRefused = ({ status, body }: DoorAnswer): boolean =>
  status === 401 || (status === 403 && body.includes('request.blocked'));

/** A credential has to be refused just as an unknown one is, to the byte. */
export const refusedLike = (unknown: DoorAnswer, answer: DoorAnswer, what: string): Sight => {
  const alike = bytesOf(answer) === bytesOf(unknown);
  if (!isRefused(answer)) return { holds: false, seen: `${what} was let in (${answer.status})` };
  return alike
    ? { holds: true, seen: `${what}: ${answer.status}, like an unknown key` }
    : { holds: false, seen: `${what} was refused otherwise than an unknown key (${answer.status})` };
};

export const letIn = (answer: DoorAnswer, what: string): Sight => ({
  holds: !isRefused(answer),
  seen: isRefused(answer) ? `${what} was refused (${answer.status})` : `${what} was let in`,
});

/** Status and body, but for the request's own id. */
export const bytesOf = ({ status, body }: DoorAnswer): string =>
  `${status} ${body.replace(/"requestId":"[^"]*"/, '"requestId":"…"')}`;

/** Of many sights of the same kind the one that counts. */
export const worst = (sights: readonly Sight[]): readonly Sight[] => {
  const wrong = sights.filter(({ holds }) => !holds);
  return (wrong.length > 0 ? wrong : sights).slice(0, 1);
};
