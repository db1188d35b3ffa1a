import { OperatorFault } from '../../lambda/domain/operator-fault.ts';
import { readFindings } from '../../lambda/flows/detection/read-findings.ts';
import { rotationStatus } from '../../lambda/flows/rotation-status.ts';
import { auditVerify } from '../commands/audit-verify.ts';
import { blocklistList } from '../commands/blocklist-list.ts';
import { honeytokensTrips } from '../commands/honeytokens-trips.ts';
import type { Connection } from '../connection.ts';
import type { Opener } from '../ports.ts';
import { findingsSection } from './findings-section.ts';
import { keySection } from './key-section.ts';
import { rightsSection } from './rights-section.ts';
import { rotationSection } from './rotation-section.ts';
import type { Section } from './section.ts';
import { verificationSection } from './verification-section.ts';

export interface Gathering {
  readonly opener: Opener;
  readonly connection: Connection;
  readonly since: Date;
  readonly now: Date;
  /** Where the synthesized template of the stage lies. */
  readonly template: string;
  readonly tell: (line: string) => void;
}

/** Every section. What AWS does not let this operator see is said in its place: a report with a gap is better than none. */
export async function gatherSections(gathering: Gathering): Promise<readonly Section[]> {
  const { opener, connection, since, now, template, tell } = gathering;
  const { outputs } = connection;
  const begun = since.toISOString();
  const parts: readonly (readonly [id: string, title: string, gather: () => Promise<Section>])[] = [
    [
      'keys',
      'Client keys',
      async () => keySection((await opener.keys(connection)).registry, outputs.keyPolicy, now),
    ],
    [
      'rotation',
      'Upstream keys and their rotation',
      async () => {
        const ports = await opener.upstreams(connection);
        const each = Object.entries(ports.outputs.upstreams);
        return rotationSection(
          await Promise.all(each.map(([name, one]) => rotationStatus(ports, name, one))),
        );
      },
    ],
    ['rights', 'Least privilege', () => rightsSection(template)],
    [
      'findings',
      'Honeytokens, detections and blocks',
      async () => {
        const [decoys, blocking, detection] = await Promise.all([
          opener.honeytokens(connection),
          opener.blocklist(connection),
          opener.detection(connection),
        ]);
        const [trips, blocks, findings] = await Promise.all([
          honeytokensTrips(decoys, { since: begun, limit: 1_000 }),
          blocklistList(blocking),
          readFindings(detection.findings, since, now),
        ]);
        return findingsSection(trips.document.items, findings, blocks.document.items);
      },
    ],
    [
      'audit',
      'The audit trail',
      async () =>
        verificationSection(
          (await auditVerify(await opener.chain(connection), { since: begun }, tell)).document,
        ),
    ],
  ];
  const sections: Section[] = [];
  for (const [id, title, gather] of parts) {
    tell(`${title} …`);
    sections.push(await gather().catch((error: unknown) => unavailable(id, title, error)));
  }
  return sections;
}

function unavailable(id: string, title: string, error: unknown): Section {
  if (!(error instanceof OperatorFault)) throw error;
  const line = `not available: ${error.message}`;
  return { id, title, open: [line], facts: [], notes: [] };
}
