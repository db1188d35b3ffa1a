import { type MethodDeploymentOptions, MethodLoggingLevel } from 'aws-cdk-lib/aws-apigateway';
import { GITHUB_REPORTS_MOUNT, REPORTS_THROTTLE } from '../../contract/leak-intake.ts';

/** What is open is throttled for everybody together: no usage plan does it, and no key tells who asks. */
export const THROTTLED_REPORTS: Readonly<Record<string, MethodDeploymentOptions>> = {
  [`${GITHUB_REPORTS_MOUNT}/POST`]: {
    throttlingRateLimit: REPORTS_THROTTLE.ratePerSecond,
    throttlingBurstLimit: REPORTS_THROTTLE.burst,
    metricsEnabled: true,
    loggingLevel: MethodLoggingLevel.OFF,
    dataTraceEnabled: false,
  },
};
