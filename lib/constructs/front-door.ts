import {
  ApiKeySourceType,
  AuthorizationType,
  EndpointType,
  type Integration,
  type IResource,
  LogGroupLogDestination,
  MethodLoggingLevel,
  MockIntegration,
  RestApi,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Duration, Names } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { CORS_ALLOWED_HEADERS } from '../../contract/cors.ts';
import { GITHUB_REPORTS_MOUNT } from '../../contract/leak-intake.ts';
import { TOKENS_MOUNT } from '../../contract/tokens.ts';
import type { Plan, StageConfig } from '../config.ts';
import { ACCESS_LOG_FORMAT } from './access-log-format.ts';
import { countRefusals } from './access-log-metrics.ts';
import type { Authorizer } from './authorizer.ts';
import type { CredentialProxy } from './credential-proxy.ts';
import { shapeGatewayResponses } from './gateway-responses.ts';
import type { LeakIntake } from './leak-intake.ts';
import { RateWall } from './rate-wall.ts';
import type { RuntimeSurroundings } from './runtime-function.ts';
import { THROTTLED_REPORTS } from './throttled-reports.ts';
import type { TokenMint } from './token-mint.ts';
import { makeUsagePlans } from './usage-plans.ts';

export interface FrontDoorProps extends RuntimeSurroundings {
  readonly stage: StageConfig;
  readonly plans: Readonly<Record<string, Plan>>;
  readonly authorizer: Authorizer;
  readonly proxies: readonly CredentialProxy[];
  readonly mint: TokenMint;
  /** @default nobody reports leaked keys */
  readonly leaks?: LeakIntake;
}

/** Owns the Regional REST API: its mounts, usage plans, own errors, access log, WAF and, where configured, domain. */
export class FrontDoor extends Construct {
  readonly api: RestApi;
  /** The API's name, by which its metrics are told from those of other APIs. */
  readonly name: string;
  readonly accessLogName: string;
  /** Where clients call, without a trailing slash. */
  readonly url: string;
  /** Plan name → API Gateway usage plan id. */
  readonly planIds: Readonly<Record<string, string>>;
  readonly #wall: RateWall | undefined;

  constructor(scope: Construct, id: string, props: FrontDoorProps) {
    super(scope, id);
    const { domain, wafRequestsPer5Minutes } = props.stage;
    const accessLog = new LogGroup(this, 'AccessLog', {
      encryptionKey: props.encryption.key,
      removalPolicy: props.removal.policy,
      retention: props.logRetention,
    });
    this.accessLogName = accessLog.logGroupName;
    countRefusals(accessLog);
    this.name = Names.uniqueResourceName(this, { maxLength: 128 });
    this.api = new RestApi(this, 'Api', {
      ...{ restApiName: this.name, description: 'Sallyport' },
      endpointTypes: [EndpointType.REGIONAL],
      apiKeySourceType: ApiKeySourceType.AUTHORIZER,
      binaryMediaTypes: ['*/*'], // bodies travel as bytes
      cloudWatchRole: false, // an account-wide singleton that is not ours to set
      disableExecuteApiEndpoint: domain !== undefined,
      deployOptions: {
        stageName: props.stage.name,
        accessLogDestination: new LogGroupLogDestination(accessLog),
        accessLogFormat: ACCESS_LOG_FORMAT,
        // The execution log prints headers and queries, and with them client keys.
        loggingLevel: MethodLoggingLevel.OFF,
        dataTraceEnabled: false,
        metricsEnabled: true,
        methodOptions: props.leaks && THROTTLED_REPORTS,
      },
    });
    this.api.node.tryRemoveChild('Endpoint'); // an output of its own; ours are in the contract
    for (const proxy of props.proxies) this.#mount(proxy, props);
    const tokens = this.api.root.resourceForPath(TOKENS_MOUNT);
    this.#method(tokens, 'POST', props.mint.integration, props.authorizer);
    if (props.stage.cors) this.#openToPages(tokens);
    if (props.leaks !== undefined) this.#openToReports(props.leaks);
    for (const path of props.stage.decoyRoutes) this.#bait(path, props.authorizer);
    shapeGatewayResponses(this.api, props.stage.cors);
    const plans = makeUsagePlans(this.api, props.plans);
    this.planIds = Object.fromEntries([...plans].map(([name, plan]) => [name, plan.usagePlanId]));
    if (wafRequestsPer5Minutes !== undefined) {
      const { stageArn } = this.api.deploymentStage;
      this.#wall = new RateWall(this, 'RateWall', { stageArn, requestsPer5Minutes: wafRequestsPer5Minutes });
    }
    if (domain !== undefined) this.#answerAt(domain);
    this.url = domain === undefined ? this.api.url.replace(/\/$/, '') : `https://${domain.name}`;
  }

  /** Write which sources WAF stops, where the stage has one. */
  grantBlock(grantee: IGrantable): { readonly IP_SET_V4: string; readonly IP_SET_V6: string } {
    const [IP_SET_V4 = '-', IP_SET_V6 = '-'] = this.#wall?.grantBlock(grantee) ?? [];
    return { IP_SET_V4, IP_SET_V6 };
  }

  /** Every method and path below the mount goes to the proxy; nothing above it exists, not even a root. */
  #mount(proxy: CredentialProxy, { authorizer, stage: { cors } }: FrontDoorProps): void {
    const below = this.api.root.resourceForPath(proxy.mount).addResource('{proxy+}');
    if (cors) this.#openToPages(below);
    this.#method(below, 'ANY', proxy.integration, authorizer);
  }

  /** Nobody passes without the authorizer's word and a usage plan. */
  #method(resource: IResource, method: string, integration: Integration, { authorizer }: Authorizer): void {
    resource.addMethod(method, integration, {
      apiKeyRequired: true,
      authorizationType: AuthorizationType.CUSTOM,
      authorizer,
    });
  }

  /** A browser asks before it sends a credential, and sends none when it asks: a method that is open, and reaches nothing. */
  #openToPages(resource: IResource): void {
    const allowHeaders = [...CORS_ALLOWED_HEADERS];
    resource.addCorsPreflight({ allowOrigins: ['*'], allowHeaders, maxAge: Duration.hours(1) });
  }

  /** GitHub has no key: what proves it is the signature of what it sends, which the function checks before anything else. */
  #openToReports({ integration }: LeakIntake): void {
    const reports = this.api.root.resourceForPath(GITHUB_REPORTS_MOUNT);
    reports.addMethod('POST', integration, { authorizationType: AuthorizationType.NONE });
  }

  /** A path that the authorizer refuses to everybody. It looks like any other that wants a key. */
  #bait(path: string, authorizer: Authorizer): void {
    this.#method(this.api.root.resourceForPath(path), 'ANY', new MockIntegration(), authorizer);
  }

  #answerAt({ name, certificateArn }: NonNullable<StageConfig['domain']>): void {
    this.api.addDomainName('Domain', {
      domainName: name,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      endpointType: EndpointType.REGIONAL,
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
  }
}
