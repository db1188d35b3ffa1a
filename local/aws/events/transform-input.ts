import type { TargetPlan } from '../../plan/plan-target.ts';
import type { BusEvent } from './bus-event.ts';
import { jsonPath } from './json-path.ts';

/** What a transformer may name besides its own paths. */
export interface RuleFacts {
  readonly arn: string;
  readonly name: string;
}

/** The event, a part of it, a constant, or what a transformer makes of it; undefined if the result is not JSON, which no target takes. */
export function inputOf(target: TargetPlan, event: BusEvent, rule: RuleFacts): string | undefined {
  if (target.input !== undefined) return target.input;
  if (target.inputPath !== undefined) return JSON.stringify(jsonPath(target.inputPath, event));
  if (target.transformer === undefined) return JSON.stringify(event);
  const { paths, template } = target.transformer;
  const { detail: _, ...withoutDetail } = event;
  const reserved: Readonly<Record<string, unknown>> = {
    'aws.events.rule-arn': rule.arn,
    'aws.events.rule-name': rule.name,
    'aws.events.event.ingestion-time': event.time,
    'aws.events.event': withoutDetail,
    'aws.events.event.json': event,
  };
  const lookUp = (name: string): unknown =>
    Object.hasOwn(reserved, name) ? reserved[name] : jsonPath(paths[name] ?? '', event);
  const text = fill(template, lookUp);
  return isJson(text) ? text : undefined;
}

/**
 * Replaces each `<name>`: within a text by the bare value, elsewhere by its JSON. Values are not escaped, and what does not exist
 * leaves nothing behind (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html).
 */
function fill(template: string, lookUp: (name: string) => unknown): string {
  let filled = '';
  let quoted = false;
  for (let i = 0; i < template.length; i++) {
    const character = template.charAt(i);
    const name = character === '<' ? /^<([A-Za-z0-9_.-]+)>/.exec(template.slice(i))?.[1] : undefined;
    if (name !== undefined) {
      const value = lookUp(name);
      const json = JSON.stringify(value) ?? '';
      filled += quoted && typeof value === 'string' ? value : json;
      i += name.length + 1;
    } else if (character === '\\') {
      filled += template.slice(i, i + 2);
      i += 1;
    } else {
      if (character === '"') quoted = !quoted;
      filled += character;
    }
  }
  return filled;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
