import type { Server } from 'node:http';
import type { Place } from './assembly/place.ts';
import { apiGateway } from './aws/api-gateway/api-gateway.ts';
import { KeyDesk } from './aws/api-gateway/key-desk.ts';
import type { Service } from './aws/operation.ts';
import { IpSetDesk } from './aws/waf/ip-set-desk.ts';
import { waf } from './aws/waf/waf.ts';
import type { Cleanup } from './cleanup.ts';
import type { InvokePermits } from './iam/invoke-permits.ts';
import type { Functions } from './lambda/functions.ts';
import { restApiMetrics } from './metrics/rest-api-metrics.ts';
import type { Monitoring } from './monitoring.ts';
import type { Plan } from './plan/make-plan.ts';
import { accessLog } from './rest-api/access-log.ts';
import { AuthorizerCache } from './rest-api/authorizer-cache.ts';
import { bodyModels } from './rest-api/body-models.ts';
import { createRestApi } from './rest-api/create-rest-api.ts';
import { openAppendLog } from './state/append-log.ts';
import type { StateFolder } from './state/state-folder.ts';
import { StageThrottle } from './usage/stage-throttle.ts';
import { UsageLedger } from './usage/usage-ledger.ts';
import { WebAcl } from './waf/web-acl.ts';

export interface GatewaySettings {
  readonly plan: Pick<Plan, 'restApi' | 'firewall' | 'monitoring'>;
  readonly place: Place;
  readonly state: StateFolder;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly cleanup: Cleanup;
  readonly permits: InvokePermits;
  readonly functions: Pick<Functions, 'invoke'>;
  readonly monitoring: () => Pick<Monitoring, 'read' | 'metrics'>;
  /** Whether callers may say which address they come from. */
  readonly testControls: boolean;
}

export interface Gateway {
  /** By the service name of the signature's scope. */
  readonly services: Readonly<Record<string, Service>>;
  /** Makes the template's IP sets. */
  deploy(): Promise<void>;
  /** The stage, which the caller makes listen. */
  open(): Promise<Server>;
}

/** The REST API with its keys, plans and firewall, and their control planes. */
export function createGateway(settings: GatewaySettings): Gateway {
  const { plan, place, state, now, cleanup, permits, functions, testControls } = settings;
  const { restApi, firewall } = plan;
  const desk = new KeyDesk(state.file('api-keys.json'), restApi.usagePlans, place.region, now);
  const ledger = new UsageLedger(state.file('usage.json'), now);
  const ipSets = new IpSetDesk(state.file('ip-sets.json'), firewall, place);
  const authorizerCache = new AuthorizerCache(now);
  cleanup.add(() => Promise.all([desk.settled(), ledger.flush(), ipSets.settled()]));
  return {
    services: {
      apigateway: apiGateway(desk, ledger, { api: restApi, authorizerCache }),
      wafv2: waf(ipSets),
    },
    deploy: () => ipSets.deploy(),
    open: async () => {
      const log = openAppendLog(`${state.logs}/access.log`);
      cleanup.add(() => log.close());
      const { accessLogGroup: logGroup, apiName } = plan.monitoring;
      const monitoring = settings.monitoring();
      const writeAccessLog = accessLog(log, now, (message) => {
        if (logGroup !== undefined) monitoring.read({ logGroup, at: now(), message });
      });
      const countExchange = restApiMetrics(monitoring.metrics, apiName, restApi.stage, now);
      return createRestApi(
        restApi,
        {
          ...{ permits, desk, ledger, now, authorizerCache, testControls },
          invoke: functions.invoke.bind(functions),
          throttle: new StageThrottle(restApi.methodThrottles, now),
          checkBody: await bodyModels(restApi),
          ...(firewall.webAcl === undefined ? {} : { webAcl: new WebAcl(firewall.webAcl, ipSets) }),
        },
        (exchange) => {
          writeAccessLog(exchange);
          countExchange(exchange);
        },
      );
    },
  };
}
