import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bundleFunctions } from '../../bin/bundle-functions.ts';
import { sandboxUpstreams } from '../../bin/start/sandbox-upstreams.ts';
import { synthLocal } from '../../bin/start/synth-local.ts';
import { defineConfig } from '../../lib/config.ts';
import { listReportKeys } from '../support/list-report-keys.ts';
import { reportSigner } from '../support/report-signer.ts';
import { REPORT_SIGNER, UPSTREAM_KEYS } from './stage.ts';

// Which rights does the stack need? Synthesizes a stage that uses everything, and runs `journey.ts` without each right in turn.
//
//   tsx test/grants/campaign.ts [--actions] [--only TEXT]

const deliverTo = generateKeyPairSync('x25519').publicKey.export({ type: 'spki', format: 'pem' }).toString();
const signer = reportSigner();
const reports = await listReportKeys(signer.document);

/** As the shipped config, with everything on that asks for rights of its own. */
const config = defineConfig({
  upstreams: {
    gemini: { preset: 'gemini', rotation: { driver: 'manual', everyDays: 90 } },
    youtube: { preset: 'youtube', rotation: { driver: 'manual', everyDays: 90 } },
  },
  products: {
    gemini: [{ upstream: 'gemini' }],
    youtube: [{ upstream: 'youtube', methods: ['GET'] }],
  },
  plans: {
    pro: {
      rate: 50,
      burst: 100,
      hardQuotas: {
        gemini: { per: 'day', limits: { requests: 2 } },
        youtube: { per: 'day', limits: { searches: 2 } },
      },
    },
  },
  stages: {
    local: {
      allowLoopbackUpstreams: true,
      wafRequestsPer5Minutes: 100_000,
      decoyRoutes: ['/internal/admin'],
      decoySecrets: ['prod/stripe/live-key'],
      response: { blockRouteCaller: 'enforce', quarantineBeside: 'enforce', reroll: 'enforce', deliverTo },
      leakIntake: { github: true, action: 'quarantine', githubKeysUrl: reports.url },
    },
  },
});

const folder = mkdtempSync(join(tmpdir(), 'grants-'));
const { config: sandboxed, keys, sandboxes } = await sandboxUpstreams(config, new Map());
try {
  await bundleFunctions();
  synthLocal(sandboxed, 'local', join(folder, 'cdk.out'));
  const tsx = [process.execPath, '--import', 'tsx'];
  const [node = '', ...options] = [
    ...[...tsx, resolve('test/local/iam-statements.ts'), '--assembly', join(folder, 'cdk.out')],
    ...[...process.argv.slice(2), '--', ...tsx, resolve('test/grants/journey.ts')],
  ];
  const child = spawn(node, options, {
    env: {
      ...process.env,
      // Of sandboxes that die with this process.
      [REPORT_SIGNER]: JSON.stringify({ id: signer.id, privatePem: signer.privatePem }),
      [UPSTREAM_KEYS]: JSON.stringify([...keys].map(([name, key]) => [name, key.reveal()])),
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
    stdio: 'inherit',
  });
  process.exitCode = await new Promise<number>((done) => child.once('exit', (code) => done(code ?? 1)));
} finally {
  await reports.close();
  await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
  rmSync(folder, { recursive: true, force: true });
}
