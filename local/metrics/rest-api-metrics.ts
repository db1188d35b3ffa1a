import type { Exchange } from '../rest-api/exchange.ts';
import type { MetricStore } from './metric-store.ts';
import type { Series } from './series.ts';

const NAMES = ['Count', '4XXError', '5XXError', 'Latency', 'IntegrationLatency'] as const;
type Metrics = Readonly<Record<(typeof NAMES)[number], Series>>;

/** The metrics that API Gateway reports, per API and per stage (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html). */
export function restApiMetrics(
  store: MetricStore,
  apiName: string,
  stage: string,
  now: () => number,
): (exchange: Exchange) => void {
  const metrics = (dimensions: Readonly<Record<string, string>>): Metrics =>
    Object.fromEntries(
      NAMES.map((name) => [name, store.series({ namespace: 'AWS/ApiGateway', name, dimensions })]),
    ) as unknown as Metrics;
  const all = [metrics({ ApiName: apiName }), metrics({ ApiName: apiName, Stage: stage })];
  return ({ startedAt, status = 0, integration }) => {
    for (const each of all) {
      each.Count.add(1, startedAt);
      each['4XXError'].add(status >= 400 && status < 500 ? 1 : 0, startedAt);
      each['5XXError'].add(status >= 500 ? 1 : 0, startedAt);
      each.Latency.add(Math.round(now() - startedAt), startedAt);
      if (integration !== undefined)
        each.IntegrationLatency.add(Math.round(integration.latencyMs), startedAt);
    }
  };
}
