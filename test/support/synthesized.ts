import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { Template } from 'aws-cdk-lib/assertions';
import { App } from 'aws-cdk-lib/core';
import flags from 'aws-cdk-lib/recommended-feature-flags.json';
import type { SallyportConfig } from '../../lib/config.ts';
import { SallyportStack } from '../../lib/sallyport-stack.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** An app as the tests want it: the flags of `cdk.json`, an output folder that goes with the tests, no template validation. */
export function testApp(): App {
  process.env['CDK_VALIDATION'] = 'false'; // cdk-nag is the subject of one test only, and costs seconds
  const outdir = mkdtempSync(join(tmpdir(), 'sallyport-test-'));
  folders.push(outdir);
  return new App({ context: flags, outdir });
}

export interface Synthesized {
  readonly stack: SallyportStack;
  readonly template: Template;
  readonly outdir: string;
}

/** One stage of a config as a stack, its template and its assets. */
export function synthesized(config: SallyportConfig, stage: string): Synthesized {
  const app = testApp();
  const stack = new SallyportStack(app, 'Test', { config, stage });
  const template = Template.fromStack(stack);
  return { stack, template, outdir: app.outdir };
}

type Properties = Record<string, unknown>;

/** A resource as it stands in a template. */
export interface Resource {
  readonly Type: string;
  readonly Properties: Properties;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** Logical id → resource, of one type. */
export const resourcesOf = (template: Template, type: string): [string, Resource][] =>
  Object.entries(template.findResources(type)) as [string, Resource][];

/** Logical id → resource, of every type. */
export const everyResource = (template: Template): [string, Resource][] =>
  Object.entries((template.toJSON() as { Resources: Record<string, Partial<Resource>> }).Resources).map(
    ([id, resource]) => [id, { Type: '', Properties: {}, ...resource }],
  );
