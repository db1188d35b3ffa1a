import { isObject, type JsonObject } from '../assembly/template.ts';
import type { LogLine } from '../logs/log-lines.ts';
import type { MetricStore } from './metric-store.ts';
import type { Dimensions } from './series.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
const METRICS_MAX = 100;
const DIMENSIONS_MAX = 30;
const VALUES_MAX = 100;

/**
 * Records the metrics of a line in the embedded metric format; what stands before the JSON does not matter. A function's clock is
 * the machine's: its timestamps are moved along by as much as the run's clock has been (`skewMs`).
 */
export function recordEmbedded(store: MetricStore, { message, at }: LogLine, skewMs: () => number): void {
  if (!message.includes('"_aws"')) return;
  const document = parse(message.slice(message.indexOf('{')));
  const head = document?.['_aws'];
  if (document === undefined || !isObject(head) || !Array.isArray(head['CloudWatchMetrics'])) return;
  const timestamp = head['Timestamp'];
  const moment = typeof timestamp === 'number' ? timestamp + skewMs() : at;
  for (const directive of head['CloudWatchMetrics'])
    if (isObject(directive)) recordDirective(store, document, directive, moment);
}

function recordDirective(store: MetricStore, document: JsonObject, directive: JsonObject, at: number): void {
  const { Namespace, Dimensions: sets, Metrics } = directive;
  if (typeof Namespace !== 'string' || !Array.isArray(Metrics) || Metrics.length > METRICS_MAX) return;
  const dimensionSets = (Array.isArray(sets) ? sets : [[]]).map((set) => dimensionsOf(document, set));
  for (const metric of Metrics) {
    if (!isObject(metric) || typeof metric['Name'] !== 'string') continue;
    const resolutionMs = metric['StorageResolution'] === 1 ? 1_000 : 60_000;
    for (const dimensions of dimensionSets) {
      if (dimensions === undefined) continue;
      const series = store.series({ namespace: Namespace, name: metric['Name'], dimensions });
      for (const value of numbers(document[metric['Name']])) series.add(value, at, 1, resolutionMs);
    }
  }
}

/** Undefined if the document lacks one of them: the set is then left out. */
function dimensionsOf(document: JsonObject, set: unknown): Dimensions | undefined {
  const names = Array.isArray(set) ? set.map(String) : [];
  if (names.length > DIMENSIONS_MAX) return undefined;
  const entries = names.map((name) => [name, document[name]] as const);
  return entries.every((entry): entry is readonly [string, string] => typeof entry[1] === 'string')
    ? Object.fromEntries(entries)
    : undefined;
}

const numbers = (value: unknown): readonly number[] =>
  (Array.isArray(value) ? value.slice(0, VALUES_MAX) : [value]).filter(
    (one): one is number => typeof one === 'number' && Number.isFinite(one),
  );

function parse(text: string): JsonObject | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
