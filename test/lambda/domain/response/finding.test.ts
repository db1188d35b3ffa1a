import { expect, test } from '@jest/globals';
import { findingOf } from '../../../../lambda/domain/response/finding.ts';
import { tripFacts } from '../../../support/build.ts';

const PRODUCT = 'arn:aws:securityhub:eu-central-1:123456789012:product/123456789012/default';

test('a finding is the same however often it is made, and belongs to the account of its product', () => {
  const facts = tripFacts('key_decoy');
  const finding = findingOf('prod', facts, { label: 'repo acme/web' }, PRODUCT);
  expect(finding).toEqual(findingOf('prod', facts, { label: 'repo acme/web' }, PRODUCT));
  expect(finding).toMatchObject({
    ...{ SchemaVersion: '2018-10-08', ProductArn: PRODUCT, AwsAccountId: '123456789012' },
    Id: `sallyport/prod/key_decoy/${facts.window}/${facts.source}`,
    ...{ GeneratorId: 'sallyport/honeytoken.tripped', Types: ['TTPs/Credential Access'] },
    ...{ CreatedAt: facts.trip.at, UpdatedAt: facts.trip.at, Severity: { Label: 'HIGH' } },
    Title: 'Honeytoken key_decoy was used',
    Description: 'Whoever used it has read the place where it was planted: repo acme/web.',
    Network: { Direction: 'IN', SourceIpV4: facts.trip.ip },
  });
  expect(finding.Resources[0]).toMatchObject({ Type: 'Other', Id: 'sallyport/prod/key_decoy' });
  expect(findingOf('prod', facts, undefined, 'no-arn').AwsAccountId).toBe('');
});

test('where it was planted is told only where that is on record, and a drill as what it is', () => {
  const facts = tripFacts('key_decoy');
  expect(findingOf('prod', facts, undefined, PRODUCT).Description).toMatch(
    /a place that is not on record\.$/,
  );
  const drill = findingOf('prod', facts, { label: 'drill-0a1b2c3d: leaked-decoy' }, PRODUCT);
  expect(drill).toMatchObject({
    Title: 'DRILL, Honeytoken key_decoy was used',
    Severity: { Label: 'INFORMATIONAL' },
  });
});

test.each([
  ['198.51.100.7', { Network: { Direction: 'IN', SourceIpV4: '198.51.100.7' } }],
  ['2001:db8::7', { Network: { Direction: 'IN', SourceIpV6: '2001:db8::7' } }],
  ['-', {}],
])('the address %s is written as Security Hub takes it', (ip, network) => {
  const { Network } = {
    Network: undefined,
    ...findingOf('prod', tripFacts('key_decoy', { ip }), undefined, PRODUCT),
  };
  expect({ ...(Network && { Network }) }).toEqual(network);
});

test('what strangers and labels say is cut to what Security Hub takes', () => {
  const facts = tripFacts('k'.repeat(500), { userAgent: 'x'.repeat(500), principal: 'p'.repeat(500) });
  const finding = findingOf('prod', facts, { label: '<b>'.repeat(400) }, PRODUCT);
  expect(finding.Title.length).toBeLessThanOrEqual(256);
  expect(finding.Description.length).toBeLessThanOrEqual(1_024);
  const { Other } = finding.Resources[0].Details;
  expect(Other.userAgent.length).toBeLessThanOrEqual(80);
  expect(Other.principal?.length).toBeLessThanOrEqual(200);
  expect(findingOf('prod', tripFacts('k'), undefined, PRODUCT).Resources[0].Details.Other).not.toHaveProperty(
    'principal',
  );
});
