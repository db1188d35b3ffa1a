import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Opener } from './ports.ts';
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
  keys: async (connection) => {
    const [{ SdkKeyRegistry }, { SdkUsageKeys }] = await Promise.all([
      import('../lambda/adapters/sdk-key-registry.ts'),
      import('../lambda/adapters/sdk-usage-keys.ts'),
    ]);
    const { outputs } = connection;
    const registry = new SdkKeyRegistry(connection, outputs.keysTable);
    return { registry, usageKeys: new SdkUsageKeys(connection), outputs, random: randomBytes, now, pause };
  },
  upstreams: async (connection) => {
    const { SdkUpstreamSecrets } = await import('../lambda/adapters/sdk-upstream-secrets.ts');
    return { secrets: new SdkUpstreamSecrets(connection), outputs: connection.outputs, now };
  },
  audit: async (connection) => {
    const { SdkAuditSearch } = await import('../lambda/adapters/sdk-audit-search.ts');
    return { audit: new SdkAuditSearch(connection, connection.outputs.auditTable), now };
  },
};
