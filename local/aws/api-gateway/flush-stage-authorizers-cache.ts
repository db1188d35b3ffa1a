import type { RestApiPlan } from '../../plan/rest-api-plan.ts';
import { AwsError } from '../aws-error.ts';
import type { Operation } from '../operation.ts';
import type { KeyDesk } from './key-desk.ts';

/** The stage that is served, and what its authorizers have answered. */
export interface ServedStage {
  readonly api: Pick<RestApiPlan, 'id' | 'stage'>;
  readonly authorizerCache: { flush(): void };
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_FlushStageAuthorizersCache.html */
export const flushStageAuthorizersCache = (
  desk: KeyDesk,
  { api, authorizerCache }: ServedStage,
): Operation => ({
  action: 'apigateway:DELETE',
  resources: (input) => [
    desk.arn(`/restapis/${input['restApiId']}/stages/${input['stageName']}/cache/authorizers`),
  ],
  run: (input) => {
    if (input['restApiId'] !== api.id || input['stageName'] !== api.stage)
      throw new AwsError('NotFoundException', 'Invalid stage identifier specified', 404);
    authorizerCache.flush();
    return undefined;
  },
});
