import { setTimeout as delay } from 'node:timers/promises';
import { AwsError } from '../aws/aws-error.ts';
import type { Call, Disturb, Disturbance } from '../aws/perform.ts';
import { matchesPattern } from '../policy/matches-pattern.ts';
import type { Controls } from './answer-control.ts';
import { faultError } from './fault-error.ts';
import { type FaultRule, readFaultRules } from './fault-rule.ts';
import { seededRandom } from './seeded-random.ts';

interface Standing {
  readonly rule: FaultRule;
  readonly random: () => number;
  matched: number;
  hits: number;
}

/** Faults on request. The first rule that matches a call and is not used up disturbs it; delays keep real time. */
export class Faults {
  #standing: readonly Standing[] = [];

  set(rules: readonly FaultRule[]): void {
    this.#standing = rules.map((rule) => ({ rule, random: seededRandom(rule.seed), matched: 0, hits: 0 }));
  }

  /** The rules with how many calls they matched, and how many of these they disturbed. */
  list(): readonly object[] {
    return this.#standing.map(({ rule, matched, hits }) => ({
      ...rule,
      ...(Number.isFinite(rule.times) ? {} : { times: 'all' }),
      matched,
      hits,
    }));
  }

  readonly disturb: Disturb = (call) => {
    for (const standing of this.#standing) {
      const { rule, random } = standing;
      if (standing.hits >= rule.times || !matches(rule, call)) continue;
      standing.matched += 1;
      if (random() >= rule.probability) continue;
      standing.hits += 1;
      return disturbanceOf(rule, call);
    }
    return undefined;
  };
}

/** `PUT faults` replaces the rules, `GET faults` shows them, `DELETE faults` clears them. A call that hangs already stays hanging. */
export const faultControls = (faults: Faults): Controls => ({
  'GET faults': () => faults.list(),
  'PUT faults': (body) => {
    faults.set(readFaultRules(body));
    return faults.list();
  },
  'DELETE faults': () => {
    faults.set([]);
    return [];
  },
});

function matches(rule: FaultRule, { service, operation, caller }: Call): boolean {
  const names = caller.kind === 'operator' ? ['operator'] : [caller.logicalId, caller.name];
  return (
    matchesPattern(rule.service, service) &&
    matchesPattern(rule.operation, operation) &&
    names.some((name) => matchesPattern(rule.caller, name))
  );
}

function disturbanceOf(rule: FaultRule, call: Call): Disturbance {
  const act = async (): Promise<void> => {
    if (rule.kind === 'delay') await delay(rule.delayMs, undefined, { ref: false });
    else if (rule.kind === 'hang') await new Promise(() => undefined);
    else throw faultOf(rule, call);
  };
  return rule.after ? { after: act } : { before: act };
}

function faultOf({ kind, errorType, status }: FaultRule, { service }: Call): AwsError {
  const usual = faultError(service, kind === 'throttle' ? 'throttle' : 'error');
  return new AwsError(errorType ?? usual.type, 'A fault on request', status ?? usual.status);
}
