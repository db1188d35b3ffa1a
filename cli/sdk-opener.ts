import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { actionLog } from '../lambda/flows/action-log.ts';
import type { ActionLog } from '../lambda/flows/operator-ports.ts';
import type { Connection } from './connection.ts';
import type { KeyPorts, Opener } from './ports.ts';
import { thisMachine } from './this-machine.ts';

const now = () => new Date();

/** Ports on AWS's SDK, or on the local run through the same SDK. Each client is loaded with the first command that needs it. */
export const sdkOpener: Opener = {
  machine: thisMachine,
  stage: {
    stackOutputs: async (stackName, region) =>
      (await import('../lambda/adapters/sdk-stack-outputs.ts')).sdkStackOutputs(stackName, region),
    callerIdentity: async (region) =>
      (await import('../lambda/adapters/sdk-caller-identity.ts')).sdkCallerIdentity(region),
  },
  keys: openKeys,
  honeytokens: async (connection) => {
    const [{ SdkPlacements }, { SdkPageBook }, { SdkTripBook }, { SdkDecoySecrets }, keys] =
      await Promise.all([
        import('../lambda/adapters/sdk-placements.ts'),
        import('../lambda/adapters/sdk-page-book.ts'),
        import('../lambda/adapters/sdk-trip-book.ts'),
        import('../lambda/adapters/sdk-decoy-secrets.ts'),
        openKeys(connection),
      ]);
    const table = connection.outputs.honeytokensTable;
    const placements = new SdkPlacements(connection, table);
    const [trips, pages] = [new SdkTripBook(connection, table), new SdkPageBook(connection, table)];
    const decoySecrets = new SdkDecoySecrets(connection, connection.outputs.stageName);
    return { ...keys, placements, trips, pages, decoySecrets };
  },
  blocklist: async (connection) => {
    const [{ SdkBlocklist }, { SdkEventBus }, actions] = await Promise.all([
      import('../lambda/adapters/sdk-blocklist.ts'),
      import('../lambda/adapters/sdk-event-bus.ts'),
      actionsOf(connection),
    ]);
    const { outputs, operator } = connection;
    const blocklist = new SdkBlocklist(connection, outputs.honeytokensTable);
    const events = new SdkEventBus(connection, outputs.eventBus);
    const who = { stage: outputs.stageName, operator };
    return { blocklist, actions, events, outputs, ...who, random: randomBytes, now };
  },
  tokens: async (connection) => {
    const [{ SdkKeyRegistry }, { SdkTokenDesk }, { sdkMintDoor }, { SdkEventBus }, actions] =
      await Promise.all([
        import('../lambda/adapters/sdk-key-registry.ts'),
        import('../lambda/adapters/sdk-token-desk.ts'),
        import('../lambda/adapters/sdk-mint-door.ts'),
        import('../lambda/adapters/sdk-event-bus.ts'),
        actionsOf(connection),
      ]);
    const { outputs, operator } = connection;
    const events = new SdkEventBus(connection, outputs.eventBus);
    const who = { stage: outputs.stageName, operator, random: randomBytes };
    const registry = new SdkKeyRegistry(connection, outputs.keysTable);
    const tokens = new SdkTokenDesk(connection, outputs.mintedTable);
    const mint = sdkMintDoor(connection, outputs.tokenMint);
    return { registry, tokens, mint, actions, events, ...who, now, pause };
  },
  usage: async (connection) => {
    const [{ SdkKeyRegistry }, { SdkQuotaCounts }, { SdkGatewayUsage }] = await Promise.all([
      import('../lambda/adapters/sdk-key-registry.ts'),
      import('../lambda/adapters/sdk-quota-counts.ts'),
      import('../lambda/adapters/sdk-gateway-usage.ts'),
    ]);
    const { outputs } = connection;
    const registry = new SdkKeyRegistry(connection, outputs.keysTable);
    const quotaCounts = new SdkQuotaCounts(connection, outputs.quotasTable);
    return { registry, quotaCounts, gatewayUsage: new SdkGatewayUsage(connection), outputs, now };
  },
  upstreams: async (connection) => {
    const [{ SdkUpstreamSecrets }, { SdkVersionDesk }, { sdkRotationDoor }, actions] = await Promise.all([
      import('../lambda/adapters/sdk-upstream-secrets.ts'),
      import('../lambda/adapters/sdk-version-desk.ts'),
      import('../lambda/adapters/sdk-rotation-door.ts'),
      actionsOf(connection),
    ]);
    const secrets = new SdkUpstreamSecrets(connection);
    const versions = new SdkVersionDesk(connection);
    const rotation = sdkRotationDoor(connection);
    const { outputs } = connection;
    return { secrets, versions, rotation, actions, outputs, random: randomBytes, now, pause };
  },
  audit: async (connection) => {
    const { SdkAuditSearch } = await import('../lambda/adapters/sdk-audit-search.ts');
    return { audit: new SdkAuditSearch(connection, connection.outputs.auditTable) };
  },
  chain: async (connection) => {
    const [{ S3SealedArchive }, { DynamoAuditPartitions }, { KmsSealKey }, { sdkSealDoor }] =
      await Promise.all([
        import('../lambda/adapters/s3-sealed-archive.ts'),
        import('../lambda/adapters/dynamo-audit-partitions.ts'),
        import('../lambda/adapters/kms-seal-key.ts'),
        import('../lambda/adapters/sdk-seal-door.ts'),
      ]);
    const { auditArchive, auditTable, auditSealKey, auditSeal } = connection.outputs;
    return {
      archive: new S3SealedArchive(connection, auditArchive),
      table: new DynamoAuditPartitions(connection, auditTable),
      key: new KmsSealKey(connection, auditSealKey),
      door: sdkSealDoor(connection, auditSeal),
      now,
    };
  },
  detection: async (connection) => {
    const [{ openDetection }, actions] = await Promise.all([
      import('./open-detection.ts'),
      actionsOf(connection),
    ]);
    return openDetection(connection, actions);
  },
  drills: async (connection) => (await import('./drills/open-drills.ts')).openDrills(connection, sdkOpener),
};

async function openKeys(connection: Connection): Promise<KeyPorts> {
  const [{ SdkKeyRegistry }, { SdkSealKeys }, { SdkUsageKeys }, { SdkEventBus }, actions] = await Promise.all(
    [
      import('../lambda/adapters/sdk-key-registry.ts'),
      import('../lambda/adapters/sdk-seal-keys.ts'),
      import('../lambda/adapters/sdk-usage-keys.ts'),
      import('../lambda/adapters/sdk-event-bus.ts'),
      actionsOf(connection),
    ],
  );
  const { outputs, operator } = connection;
  const registry = new SdkKeyRegistry(connection, outputs.keysTable);
  const seals = new SdkSealKeys(connection, outputs.honeytokensTable);
  const usageKeys = new SdkUsageKeys(connection);
  const events = new SdkEventBus(connection, outputs.eventBus);
  const who = { stage: outputs.stageName, operator };
  return { registry, seals, usageKeys, actions, events, outputs, ...who, random: randomBytes, now, pause };
}

/** Records what the operator of this connection does. */
async function actionsOf(connection: Connection): Promise<ActionLog> {
  const { SdkActionStore } = await import('../lambda/adapters/sdk-action-store.ts');
  const { operator, outputs } = connection;
  const { auditRetentionDays } = outputs;
  const store = new SdkActionStore(connection, outputs.auditTable);
  return actionLog({ store, operator, random: randomBytes, now, auditRetentionDays });
}
