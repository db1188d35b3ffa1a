import { isIP } from 'node:net';
import type { TripFacts } from '../trip-facts.ts';
import { tripEventId } from '../trip-window.ts';
import { drillWord } from './drill-word.ts';
import { harmlessText, strangersText } from './harmless-text.ts';
import type { Planted } from './page-text.ts';

/** Where findings are filed: `arn:<partition>:securityhub:<region>:<account>:product/<account>/default`. */
export type ProductArn = string;

/**
 * The use of a honeytoken in the AWS Security Finding Format
 * (https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-syntax.html). Its id is the use's own, and
 * so are its times: imported again it is the same finding.
 */
export function findingOf(
  stage: string,
  facts: TripFacts,
  planted: Planted | undefined,
  product: ProductArn,
) {
  const { tokenId, window, source, trip } = facts;
  const id = harmlessText(tokenId, 120);
  const drill = drillWord(planted);
  const place = planted === undefined ? 'a place that is not on record' : harmlessText(planted.label, 200);
  const address = isIP(trip.ip) === 6 ? { SourceIpV6: trip.ip } : { SourceIpV4: trip.ip };
  return {
    SchemaVersion: '2018-10-08',
    Id: `sallyport/${stage}/${tripEventId(tokenId, window, source)}`,
    ProductArn: product,
    GeneratorId: 'sallyport/honeytoken.tripped',
    AwsAccountId: product.split(':')[4] ?? '',
    Types: ['TTPs/Credential Access'],
    CreatedAt: trip.at,
    UpdatedAt: trip.at,
    Severity: { Label: drill === '' ? 'HIGH' : 'INFORMATIONAL' },
    Title: `${drill}Honeytoken ${id} was used`.slice(0, 256),
    Description: `Whoever used it has read the place where it was planted: ${place}.`.slice(0, 1_024),
    ...(isIP(trip.ip) === 0 ? {} : { Network: { Direction: 'IN', ...address } }),
    Resources: [
      {
        Type: 'Other',
        Id: `sallyport/${stage}/${id}`,
        Details: {
          Other: {
            source,
            method: harmlessText(trip.method, 20),
            mount: harmlessText(trip.mount, 100),
            carrier: harmlessText(trip.carrier, 40),
            userAgent: strangersText(trip.userAgent, 80),
            callId: harmlessText(trip.callId, 80),
            ...(trip.principal === undefined ? {} : { principal: strangersText(trip.principal, 200) }),
          },
        },
      },
    ],
  } as const;
}

export type Finding = ReturnType<typeof findingOf>;
