import { freshStart } from '../processes/fresh-start.ts';
import { rounded } from '../statistics.ts';
import type { Suite } from '../suite.ts';
import type { Bundle } from '../workspace/build-bundle.ts';
import { functionEnv } from '../workspace/function-env.ts';

const kilobytes = (bytes: number): number => rounded(bytes / 1000, 1);

/** How big is each function, and how much of Node does loading it bring in? */
export const bundleSize: Suite = async ({ workspace, standIns }) => {
  const sdk = workspace.references['sdk-handler'];
  const subjects = [workspace.functions.authorizer, workspace.functions.proxy, sdk];
  const measures: Record<string, number> = {};
  const rows: (string | number)[][] = [];
  for (const bundle of subjects) {
    const { builtins } = await load(bundle);
    const { name, modules } = bundle;
    const share = rounded(bundle.bytes / sdk.bytes, 2);
    rows.push([name, kilobytes(bundle.bytes), kilobytes(bundle.gzipBytes), modules, builtins, share]);
    measures[`${name} kilobytes`] = kilobytes(bundle.bytes);
    measures[`${name} modules`] = modules;
    measures[`${name} size / sdk`] = share;
  }
  const columns = ['bundle', 'KB', 'gzip KB', 'modules bundled', 'Node modules loaded', 'size / sdk'];
  const title = 'Bundles, beside a handler that only has the two SDK clients';
  return { suite: 'bundle-size', samples: '1 (exact)', tables: [{ title, columns, rows }], measures };

  function load({ file, folder }: Bundle) {
    const env = functionEnv(standIns.ready.awsUrl, folder);
    return freshStart({ host: workspace.scripts['fresh-host'], bundle: file, kind: 'load', env });
  }
};
