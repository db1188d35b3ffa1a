import { isObject } from '../../assembly/template.ts';
import type { MetricStore } from '../../metrics/metric-store.ts';
import type { Dimensions } from '../../metrics/series.ts';
import type { Operation } from '../operation.ts';
import { pageOf } from '../page-of.ts';
import { optionalString } from '../read-input.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html */
export const listMetrics = (store: MetricStore): Operation => ({
  action: 'cloudwatch:ListMetrics',
  resources: () => ['*'],
  run: (input) => {
    const namespace = optionalString(input, 'Namespace');
    const metricName = optionalString(input, 'MetricName');
    const has = dimensionFilter(input['Dimensions']);
    const found = store
      .all()
      .filter((series) => series.between(0, Number.POSITIVE_INFINITY).length > 0)
      .map(({ metric }) => metric)
      .filter((metric) => namespace === undefined || metric.namespace === namespace)
      .filter((metric) => metricName === undefined || metric.name === metricName)
      .filter(({ dimensions }) => has(dimensions));
    const page = pageOf(found, 500, optionalString(input, 'NextToken'), 'InvalidParameterValueException');
    return {
      Metrics: page.items.map(({ namespace: Namespace, name: MetricName, dimensions }) => ({
        Namespace,
        MetricName,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      })),
      ...(page.next === undefined ? {} : { NextToken: page.next }),
    };
  },
});

/** A filter may name a dimension without a value. */
function dimensionFilter(value: unknown): (dimensions: Dimensions) => boolean {
  const wanted = Array.isArray(value) ? value.filter(isObject) : [];
  return (dimensions) =>
    wanted.every(({ Name, Value }) => {
      const found = dimensions[String(Name)];
      return found !== undefined && (Value === undefined || found === Value);
    });
}
