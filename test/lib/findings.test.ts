import { expect, test } from '@jest/globals';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ANSWERED_FINDINGS, NO_WAF_FINDING, OPEN_REPORTS_FINDING } from '../../lib/findings.ts';
import { SallyportStack } from '../../lib/sallyport-stack.ts';
import shipped from '../../sallyport.config.ts';
import { testApp } from '../support/synthesized.ts';

/** Rule → the resources that it finds fault with. */
function findings(stage: string, heedAnswers: boolean, config = shipped): string[] {
  const app = testApp();
  const stack = new SallyportStack(app, 'Nag', { config, stage });
  const pack = new AwsSolutionsChecks(app);
  if (!heedAnswers) Object.assign(pack, { isAcknowledged: () => false });
  return pack.validateScope(stack).violations.map(({ ruleName }) => ruleName);
}

const stages: [string, Readonly<Record<string, string>>][] = [
  ['prod', ANSWERED_FINDINGS],
  ['local', { ...ANSWERED_FINDINGS, ...NO_WAF_FINDING }],
];

test.each(stages)('the stage %s has no finding of AwsSolutions that is not answered', (stage) => {
  expect(findings(stage, true)).toEqual([]);
});

test.each(stages)(
  'the stage %s has every finding that is answered: no answer outlives its finding',
  (stage, answered) => {
    expect([...new Set(findings(stage, false))].sort()).toEqual(Object.keys(answered).sort());
  },
);

test('a stage that pages may call, or that has decoy secrets, has no further finding', () => {
  const stages = { prod: { ...shipped.stages['prod'], cors: true, decoySecrets: ['prod/stripe/live-key'] } };
  const open = { ...shipped, stages } as typeof shipped;
  expect(findings('prod', true, open)).toEqual([]);
});

test('a stage that GitHub may report leaked keys to has the one finding of its open method, which is answered', () => {
  const stages = { prod: { ...shipped.stages['prod'], leakIntake: { github: true, action: 'report' } } };
  const open = { ...shipped, stages } as typeof shipped;
  expect(findings('prod', true, open)).toEqual([]);
  const answered = { ...ANSWERED_FINDINGS, ...OPEN_REPORTS_FINDING };
  expect([...new Set(findings('prod', false, open))].sort()).toEqual(Object.keys(answered).sort());
});

test('every answer is a sentence', () => {
  for (const reason of Object.values({ ...ANSWERED_FINDINGS, ...NO_WAF_FINDING, ...OPEN_REPORTS_FINDING }))
    expect(reason).toMatch(/^[A-Z].{40,}\.$/);
});
