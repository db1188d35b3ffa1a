import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { IpSetDesk } from '../../../local/aws/waf/ip-set-desk.ts';
import type { FirewallPlan, IpSetPlan } from '../../../local/plan/firewall-plan.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const set = (...addresses: string[]): IpSetPlan => ({
  id: 'i',
  name: 'n',
  arn: 'arn',
  version: 'IPV4',
  addresses,
});
async function deployed(...ipSets: IpSetPlan[]): Promise<IpSetDesk> {
  const plan: FirewallPlan = { webAcls: [], ipSets, patternSets: new Map() };
  const place = { stackName: 's', region: 'us-east-1', accountId: '000000000000' };
  const desk = new IpSetDesk(join(folder.path, 'ip-sets.json'), plan, place);
  await desk.deploy();
  return desk;
}
const edit = (desk: IpSetDesk, ...addresses: string[]) =>
  desk.change((draft) => {
    Object.assign(draft.sets['i'] ?? {}, { addresses });
  });

// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks.html
test('what calls have written into a set outlives a restart, until the template says something else', async () => {
  await edit(await deployed(set('192.0.2.0/24')), '198.51.100.0/24');
  const again = await deployed(set('192.0.2.0/24'));
  expect(again.state.sets['i']?.addresses).toEqual(['198.51.100.0/24']);
  const changed = await deployed(set('192.0.2.0/25'));
  expect(changed.state.sets['i']?.addresses).toEqual(['192.0.2.0/25']);
});

// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks.html
test('a set that has left the template is gone', async () => {
  await deployed(set());
  expect((await deployed()).state.sets).toEqual({});
});
