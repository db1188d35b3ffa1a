import { PassThrough } from 'node:stream';
import type { Connection } from '../../cli/connection.ts';
import type { MachinePorts } from '../../cli/machine-ports.ts';
import { main } from '../../cli/main.ts';
import type { Outputs } from '../../cli/outputs.ts';
import type { Opener } from '../../cli/ports.ts';
import type { FindingItem } from '../../contract/detection.ts';
import type { Amounts } from '../../contract/quota.ts';
import { sealAudit } from '../../lambda/flows/chain/seal-audit.ts';
import type { FindingBook } from '../../lambda/flows/detection/detection-ports.ts';
import type { UpstreamSecretFacts } from '../../lambda/flows/operator-ports.ts';
import { FakeArchive, FakePartitions, FakeSealKey } from '../support/fake-chain.ts';
import { FakeMetrics } from '../support/fake-metrics.ts';
import { FakeTokenDesk } from '../support/fake-token-desk.ts';
import { keyPorts } from '../support/key-ports.ts';
import { FakeAuditSearch, FakeUpstreamSecrets } from '../support/operator-fakes.ts';
import { OperatorWorld } from '../support/operator-world.ts';

export const GEMINI_ARN = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:gemini-AbCdEf';

/** The outputs of a deployed stack, by logical id. */
export const rawOutputs = {
  GatewayUrl: 'https://abc.execute-api.eu-central-1.amazonaws.com/prod/',
  RestApiId: 'abc',
  StageName: 'local',
  KeysTable: 'keys',
  AuditTable: 'audit',
  HoneytokensTable: 'honeytokens',
  EventBus: 'bus',
  MintedTokensTable: 'minted',
  TokenMintFunction: 'mint',
  QuotasTable: 'quotas',
  HardQuotas: JSON.stringify({
    pro: { gemini: { per: 'day', zone: 'UTC', limits: { requests: 100, tokens: 1_000 }, pooled: true } },
  }),
  AuditArchiveBucket: 'archive',
  AuditSealKey: 'arn:aws:kms:eu-central-1:000000000000:key/seal',
  AuditSealFunction: 'seal',
  AuditRetentionDays: '90',
  Upstreams: JSON.stringify({
    gemini: {
      secretArn: GEMINI_ARN,
      baseUrl: 'https://gen.example.com',
      mount: '/gemini',
      rotation: { driver: 'manual', windowHours: 3, keyDaysMax: 90 },
    },
  }),
  UsagePlans: JSON.stringify({ basic: 'plan-basic', pro: 'plan-pro' }),
  PooledPlans: JSON.stringify([]),
  NeverBlock: JSON.stringify(['198.51.100.0/24']),
  Products: JSON.stringify(['gemini', 'youtube']),
  Roles: JSON.stringify(['reader', 'writer', 'admin']),
  KeyPolicy: '{}',
  DetectionTable: 'detection',
  Detection: JSON.stringify({
    newNetwork: 'off',
    newCountry: 'enforce',
    impossibleTravel: 'report',
    spike: 'report',
    longSleep: 'report',
    scopeProbing: 'report',
  }),
  LeakAction: 'report',
};

export const outputs: Outputs = {
  url: rawOutputs.GatewayUrl,
  stageName: 'local',
  keysTable: 'keys',
  auditTable: 'audit',
  honeytokensTable: 'honeytokens',
  eventBus: 'bus',
  mintedTable: 'minted',
  tokenMint: 'mint',
  quotasTable: 'quotas',
  hardQuotas: JSON.parse(rawOutputs.HardQuotas),
  auditArchive: 'archive',
  auditSealKey: rawOutputs.AuditSealKey,
  auditSeal: 'seal',
  auditRetentionDays: 90,
  upstreams: JSON.parse(rawOutputs.Upstreams),
  plans: JSON.parse(rawOutputs.UsagePlans),
  pools: [],
  neverBlock: JSON.parse(rawOutputs.NeverBlock),
  products: JSON.parse(rawOutputs.Products),
  roles: JSON.parse(rawOutputs.Roles),
  keyPolicy: undefined,
  detectionTable: 'detection',
  detection: JSON.parse(rawOutputs.Detection),
  leakAction: 'report',
};

export const healthyMachine: MachinePorts = {
  nodeVersion: '20.20.2',
  platform: 'linux',
  inspect: async () => undefined,
  filesBelow: async () => [],
  gitIgnores: async () => 'ignored',
};

/** Fakes behind the whole command line: a stage named `prod` and nothing else. `world` holds the key of its upstream. */
export function fakeGateway(world = new OperatorWorld('manual')) {
  const keys = keyPorts();
  const audit = new FakeAuditSearch();
  const sealing = { table: new FakePartitions(), archive: new FakeArchive(), key: new FakeSealKey() };
  const countryOf = (ip: string) => (ip.startsWith('203.0.113.') ? 'DE' : 'BR');
  const sealed = { countryOf, chain: 'audit', lagSeconds: 1, metrics: new FakeMetrics(), now: keys.now };
  const chain = { ...sealing, door: { seal: () => sealAudit({ ...sealing, ...sealed }) } };
  const secrets = new FakeUpstreamSecrets();
  const connections: Connection[] = [];
  const counts = new Map<string, Amounts>();
  const desk = new FakeTokenDesk();
  const mint = desk.door();
  const findings: FindingItem[] = [];
  const opener: Opener = {
    machine: healthyMachine,
    stage: {
      stackOutputs: async (stackName, region = 'eu-central-1') => ({
        region,
        outputs:
          stackName === 'Sallyport-prod'
            ? rawOutputs
            : stackName === 'CDKToolkit'
              ? { BootstrapVersion: '25' }
              : undefined,
      }),
      callerIdentity: async () => 'arn:aws:iam::000000000000:user/ops',
    },
    keys: async (connection) => {
      connections.push(connection);
      return { ...keys, outputs: connection.outputs };
    },
    honeytokens: async (connection) => ({ ...keys, outputs: connection.outputs }),
    blocklist: async (connection) => ({ ...keys, outputs: connection.outputs }),
    tokens: async () => ({ ...keys, tokens: desk, mint }),
    usage: async (connection) => ({
      ...keys,
      quotaCounts: { read: async (counter) => counts.get(counter) ?? {} },
      gatewayUsage: { of: async () => ({ used: 40, limit: 10_000, per: 'day' }) },
      outputs: connection.outputs,
    }),
    upstreams: async (connection) => {
      const { versions, rotation, now, pause } = world.ports();
      const upstreams = Object.entries(connection.outputs.upstreams).map(([name, upstream]) => [
        name,
        { ...upstream, rotation: { ...upstream.rotation, ...world.upstream.rotation } },
      ]);
      const changed = { ...connection.outputs, upstreams: Object.fromEntries(upstreams) };
      return { ...keys, secrets, versions, rotation, now, pause, outputs: changed };
    },
    audit: async () => ({ audit }),
    chain: async () => ({ ...chain, now: keys.now }),
    detection: async (connection) => ({
      ...{ audit, actions: keys.actions, operator: keys.operator, pause: keys.pause },
      findings: findingBook(findings),
      archive: sealing.archive,
      countryOf,
      outputs: connection.outputs,
      now: keys.now,
    }),
    drills: () => Promise.reject(new Error('drills are played in a DrillWorld')),
  };
  return { keys, chain, desk, audit, findings, secrets, connections, counts, opener, world };
}

/** Findings in a list. */
const findingBook = (findings: FindingItem[]): FindingBook => ({
  ofDay: async (day) => findings.filter(({ at }) => at.startsWith(day)),
  close: async ({ id }, closure) => {
    const at = findings.findIndex((finding) => finding.id === id);
    const { closed, ...finding } = findings[at] ?? {};
    if (at < 0 || (closed === undefined) === (closure === undefined)) return false;
    findings[at] = { ...(finding as FindingItem), ...(closure === undefined ? {} : { closed: closure }) };
    return true;
  },
});

export type FakeGateway = ReturnType<typeof fakeGateway>;
export const setGemini = (gateway: FakeGateway, facts: UpstreamSecretFacts): void =>
  void gateway.secrets.facts.set(GEMINI_ARN, facts);

export interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command line; `input` is what stands on standard input. */
export async function run(
  gateway: Pick<FakeGateway, 'opener'>,
  line: string | readonly string[],
  input = '',
  environment: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const stdin = Object.assign(new PassThrough(), { isTTY: false });
  stdin.end(input);
  const [stdout, stderr] = [collector(), collector()];
  const exitCode = await main(typeof line === 'string' ? line.split(' ') : line, {
    streams: { stdin, stdout: stdout.stream, stderr: stderr.stream },
    environment,
    workingDir: '/nowhere',
    cloneDir: '/nowhere',
    version: '0.0.0',
    opener: gateway.opener,
  });
  return { exitCode, stdout: stdout.text(), stderr: stderr.text() };
}

/** A stream that remembers what was written to it. */
export function collector() {
  const chunks: Buffer[] = [];
  const stream = new PassThrough();
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}

/** A host for a program that is only looked at. */
export const silentHost = {
  interactive: false,
  show: async () => undefined,
  write: async () => undefined,
  print: () => undefined,
  complain: () => undefined,
  confirm: async () => false,
  input: async function* () {},
  readSecret: () => Promise.reject(new Error('nobody is there')),
  readBytes: () => Promise.reject(new Error('nobody is there')),
};
