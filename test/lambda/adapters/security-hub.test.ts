import { expect, test } from '@jest/globals';
import { SecurityHub } from '../../../lambda/adapters/security-hub.ts';
import type { Post } from '../../../lambda/adapters/signed-post.ts';
import { findingOf } from '../../../lambda/domain/response/finding.ts';
import { tripFacts } from '../../support/build.ts';

const PRODUCT = 'arn:aws:securityhub:eu-central-1:123456789012:product/123456789012/default';
const finding = findingOf('prod', tripFacts('key_decoy'), { label: 'repo <b>acme</b>' }, PRODUCT);

function hub(status: number, text: string) {
  const posts: Post[] = [];
  const desk = new SecurityHub(async (post) => {
    posts.push(post);
    return { status, text };
  });
  return { posts, desk };
}

test('a finding goes out as BatchImportFindings wants it', async () => {
  const { posts, desk } = hub(200, '{"FailedCount":0,"SuccessCount":1,"FailedFindings":[]}');
  await desk.open(finding);
  const [{ body = '', ...post } = {}] = posts;
  expect(post).toEqual({ service: 'securityhub', path: '/findings/import', contentType: 'application/json' });
  expect(JSON.parse(body)).toEqual({
    Findings: [
      {
        SchemaVersion: '2018-10-08',
        Id: 'sallyport/prod/key_decoy/2026-11-23T17:00:00.000Z/198.51.100.7/32',
        ProductArn: PRODUCT,
        GeneratorId: 'sallyport/honeytoken.tripped',
        AwsAccountId: '123456789012',
        Types: ['TTPs/Credential Access'],
        CreatedAt: '2026-11-23T17:05:00.000Z',
        UpdatedAt: '2026-11-23T17:05:00.000Z',
        Severity: { Label: 'HIGH' },
        Title: 'Honeytoken key_decoy was used',
        Description: 'Whoever used it has read the place where it was planted: repo ?b?acme?/b?.',
        Network: { Direction: 'IN', SourceIpV4: '198.51.100.7' },
        Resources: [
          {
            Type: 'Other',
            Id: 'sallyport/prod/key_decoy',
            Details: {
              Other: {
                source: '198.51.100.7/32',
                method: 'GET',
                mount: '/weather',
                carrier: 'x-api-key',
                userAgent: 'curl/8.5.0',
                callId: 'call-1',
              },
            },
          },
        ],
      },
    ],
  });
});

test.each([
  [
    200,
    '{"FailedCount":1,"SuccessCount":0,"FailedFindings":[{"Id":"x","ErrorCode":"InvalidInput","ErrorMessage":"secret"}]}',
    'InvalidInput',
  ],
  [403, '{"Message":"Account is not subscribed to AWS Security Hub"}', 'status 403'],
])('a finding that is not taken is an error by its code alone', async (status, text, name) => {
  const error: unknown = await hub(status, text)
    .desk.open(finding)
    .catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name, message: 'the finding was not taken' });
});

test('a finding keeps to the lengths that Security Hub takes, whatever strangers wrote', () => {
  const facts = tripFacts('k'.repeat(500), {
    userAgent: 'u'.repeat(900),
    method: 'm'.repeat(900),
    ip: '2001:db8::1',
  });
  const long = findingOf('prod', facts, { label: 'l'.repeat(2_000) }, PRODUCT);
  expect([long.Title.length <= 256, long.Description.length <= 1_024]).toEqual([true, true]);
  expect(long.Network).toEqual({ Direction: 'IN', SourceIpV6: '2001:db8::1' });
  for (const text of Object.values(long.Resources[0].Details.Other)) expect(text.length).toBeLessThan(200);
});
