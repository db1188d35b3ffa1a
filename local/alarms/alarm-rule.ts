import type { AlarmState } from '../plan/alarm-plan.ts';

/** The state of another alarm, by name or ARN; undefined if there is none. */
export type StateOf = (alarm: string) => AlarmState | undefined;
export type AlarmRule = (stateOf: StateOf) => boolean;

const TOKEN = /\s*(\(|\)|"[^"]*"|[^\s()"]+)/y;
const STATES = ['ALARM', 'OK', 'INSUFFICIENT_DATA'];

/** `ALARM("a") AND NOT (OK(b) OR FALSE)`; undefined if the text is no such rule (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html). */
export function compileAlarmRule(text: string): AlarmRule | undefined {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) return undefined;
    tokens.push(token);
  }
  const rule = joined(tokens, 'OR');
  return tokens.length === 0 ? rule : undefined;
}

function joined(tokens: string[], word: 'OR' | 'AND'): AlarmRule | undefined {
  const part = (): AlarmRule | undefined => (word === 'OR' ? joined(tokens, 'AND') : term(tokens));
  let left = part();
  while (tokens[0] === word) {
    tokens.shift();
    const first = left;
    const right = part();
    if (first === undefined || right === undefined) return undefined;
    left =
      word === 'OR'
        ? (stateOf) => first(stateOf) || right(stateOf)
        : (stateOf) => first(stateOf) && right(stateOf);
  }
  return left;
}

function term(tokens: string[]): AlarmRule | undefined {
  const token = tokens.shift() ?? '';
  if (token === 'TRUE' || token === 'FALSE') return () => token === 'TRUE';
  if (token === 'NOT') {
    const inner = term(tokens);
    return inner && ((stateOf) => !inner(stateOf));
  }
  if (token === '(') {
    const inner = joined(tokens, 'OR');
    return tokens.shift() === ')' ? inner : undefined;
  }
  if (!STATES.includes(token) || tokens.shift() !== '(') return undefined;
  const alarm = (tokens.shift() ?? '').replace(/^"(.*)"$/, '$1');
  if (alarm === ')' || tokens.shift() !== ')') return undefined;
  return (stateOf) => stateOf(alarm) === token;
}
