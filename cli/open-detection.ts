import { setTimeout as pause } from 'node:timers/promises';
import { installedCountryData } from '../lambda/adapters/country-data.ts';
import { S3SealedArchive } from '../lambda/adapters/s3-sealed-archive.ts';
import { SdkAuditSearch } from '../lambda/adapters/sdk-audit-search.ts';
import { SdkFindingBook } from '../lambda/adapters/sdk-finding-book.ts';
import type { ActionLog } from '../lambda/flows/operator-ports.ts';
import type { Connection } from './connection.ts';
import type { DetectionPorts } from './ports.ts';

/** Ports on detection; a file of its own, so that their clients load with the first command that needs them. */
export function openDetection(connection: Connection, actions: ActionLog): DetectionPorts {
  const { outputs, operator } = connection;
  return {
    audit: new SdkAuditSearch(connection, outputs.auditTable),
    findings: new SdkFindingBook(connection, outputs.detectionTable),
    archive: new S3SealedArchive(connection, outputs.auditArchive),
    countryOf: installedCountryData(import.meta.url),
    ...{ actions, operator, outputs },
    now: () => new Date(),
    pause,
  };
}
