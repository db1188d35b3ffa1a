import type { Resolver } from '../assembly/resolver.ts';
import { LocalRunError } from '../local-run-error.ts';
import { compileFilter, type Filter } from '../logs/compile-filter.ts';
import { objects, optionalNumber, optionalText, requiredText } from './read-property.ts';
import { resourcesOf } from './resources-of.ts';

/** What a metric filter records of a line that meets it. */
export interface TransformationPlan {
  readonly namespace: string;
  readonly name: string;
  /** A number, or the selector of one. */
  readonly value: string;
  /** Recorded for a minute in which lines came, but none that met the filter. */
  readonly defaultValue?: number;
  /** Dimension → selector. */
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface MetricFilterPlan {
  readonly logicalId: string;
  readonly logGroup: string;
  readonly filter: Filter;
  readonly transformations: readonly TransformationPlan[];
}

export function planMetricFilters(resolver: Resolver): readonly MetricFilterPlan[] {
  return resourcesOf(resolver, 'AWS::Logs::MetricFilter').map(({ logicalId, properties }) => {
    const filter = compileFilter(optionalText(properties, 'FilterPattern') ?? '');
    if (filter === undefined)
      throw new LocalRunError(`${logicalId}'s filter pattern is not one that can be read here.`);
    return {
      logicalId,
      logGroup: requiredText(properties, 'LogGroupName', logicalId),
      filter,
      transformations: objects(properties, 'MetricTransformations').map((transformation) => {
        const defaultValue = optionalNumber(transformation, 'DefaultValue');
        return {
          namespace: requiredText(transformation, 'MetricNamespace', logicalId),
          name: requiredText(transformation, 'MetricName', logicalId),
          value: requiredText(transformation, 'MetricValue', logicalId),
          ...(defaultValue === undefined ? {} : { defaultValue }),
          dimensions: Object.fromEntries(
            objects(transformation, 'Dimensions').map((dimension) => [
              optionalText(dimension, 'Key') ?? '',
              optionalText(dimension, 'Value') ?? '',
            ]),
          ),
        };
      }),
    };
  });
}
