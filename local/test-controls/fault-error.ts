interface FaultError {
  readonly type: string;
  readonly status: number;
}

/** "Common errors", which every service shares but for its own below. */
const COMMON = {
  error: { type: 'InternalFailure', status: 500 },
  throttle: { type: 'ThrottlingException', status: 400 },
};

/** From "Errors" of each service's API reference. */
const OWN: Readonly<Record<string, Partial<Readonly<Record<'error' | 'throttle', FaultError>>>>> = {
  apigateway: { throttle: { type: 'TooManyRequestsException', status: 429 } },
  dynamodb: {
    error: { type: 'com.amazonaws.dynamodb.v20120810#InternalServerError', status: 500 },
    throttle: {
      type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
      status: 400,
    },
  },
  lambda: {
    error: { type: 'ServiceException', status: 500 },
    throttle: { type: 'TooManyRequestsException', status: 429 },
  },
  secretsmanager: { error: { type: 'InternalServiceError', status: 500 } },
  sns: { error: { type: 'InternalError', status: 500 }, throttle: { type: 'Throttled', status: 429 } },
  wafv2: { error: { type: 'WAFInternalErrorException', status: 500 } },
};

/** How a service says that it failed, or that it was asked too often. */
export const faultError = (service: string, kind: 'error' | 'throttle'): FaultError =>
  OWN[service]?.[kind] ?? COMMON[kind];
