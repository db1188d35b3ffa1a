import { LambdaClient } from '@aws-sdk/client-lambda';
import { METRICS_NAMESPACE, type MetricName } from '../../contract/metrics.ts';
import { awsRefusal } from './aws-refusal.ts';
import { clientSettings, type OperatorConnection } from './operator-connection.ts';
import { CLOUDWATCH, signedCall } from './signed-call.ts';

const DAY_S = 86_400;

/**
 * How much a stage has counted since yesterday (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html).
 * Up to a day ahead as well: a run on this machine may count at a clock that was moved.
 */
export function operatorCounts(connection: OperatorConnection, stage: string) {
  // Any client finds the operator's credentials; one for CloudWatch would be a dependency for a single question.
  const { config } = new LambdaClient(clientSettings(connection));
  return async (metric: MetricName): Promise<number> => {
    const now = Math.floor(Date.now() / 1_000);
    const { accessKeyId, secretAccessKey, sessionToken } = await config.credentials();
    const credentials = { accessKeyId, secretAccessKey, sessionToken };
    const address = { region: connection.region, credentials, endpointUrl: connection.endpoint };
    const asked = {
      Namespace: METRICS_NAMESPACE,
      MetricName: metric,
      Dimensions: [{ Name: 'Stage', Value: stage }],
      ...{ StartTime: now - DAY_S, EndTime: now + DAY_S, Period: DAY_S, Statistics: ['Sum'] },
    };
    const answer = await signedCall(address, CLOUDWATCH)('GetMetricStatistics', asked).catch((error) => {
      throw awsRefusal('reading what was counted', error);
    });
    const { Datapoints = [] } = answer as { readonly Datapoints?: readonly { readonly Sum?: number }[] };
    return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
  };
}
