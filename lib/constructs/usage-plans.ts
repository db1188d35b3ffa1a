import { Period, type RestApi, type UsagePlan } from 'aws-cdk-lib/aws-apigateway';
import type { Plan } from '../config.ts';

const PERIODS = { day: Period.DAY, week: Period.WEEK, month: Period.MONTH } as const;

/** One API Gateway usage plan per plan of the config, bound to the API's stage. Their limits are best effort, says AWS. */
export const makeUsagePlans = (api: RestApi, plans: Readonly<Record<string, Plan>>): Map<string, UsagePlan> =>
  new Map(
    Object.entries(plans).map(([name, { rate, burst, quota }]) => [
      name,
      api.addUsagePlan(`Plan-${name}`, {
        description: `Sallyport plan ${name}`,
        throttle: { rateLimit: rate, burstLimit: burst },
        quota: quota && { limit: quota.limit, period: PERIODS[quota.per] },
        apiStages: [{ stage: api.deploymentStage }],
      }),
    ]),
  );
