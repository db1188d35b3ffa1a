import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { COUNTRY_FILE } from '../../../contract/country-file.ts';
import config from '../../../sallyport.config.ts';
import { resourcesOf, synthesized } from '../../support/synthesized.ts';

const { template } = synthesized(config, 'prod');
const BUNDLES = join(process.cwd(), 'dist/functions');

test('the data on countries and its reader are in the bundles of the detection and of the sealing, and in no other', () => {
  const holding = readdirSync(BUNDLES).filter(
    (name) =>
      existsSync(join(BUNDLES, name, COUNTRY_FILE)) ||
      /MaxMind DB|mmdb/i.test(readFileSync(join(BUNDLES, name, 'index.cjs'), 'utf8')),
  );
  expect(holding).toEqual(['audit-seal', 'detect']);
});

test('calls are looked at every five minutes, and a run that fails is not repeated in between', () => {
  const rules = resourcesOf(template, 'AWS::Events::Rule').filter(([id]) => id.includes('DetectionLook'));
  expect(rules.map(([, { Properties }]) => Properties)).toMatchObject([
    { ScheduleExpression: 'rate(5 minutes)', Targets: [{ RetryPolicy: { MaximumRetryAttempts: 0 } }] },
  ]);
});
