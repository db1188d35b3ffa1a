import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FUNCTIONS = { Buffered: 'buffered', Streamed: 'streamed', Guard: 'authorizer' };

/**
 * Writes a `cdk.out` as the CDK would: manifest, asset manifest, template, one directory per function. `code` holds further
 * functions: asset name → source.
 */
export function writeAssembly(
  dir: string,
  template: object,
  code: Readonly<Record<string, string>> = {},
): string {
  mkdirSync(dir, { recursive: true });
  const put = (name: string, document: object): void =>
    writeFileSync(join(dir, name), JSON.stringify(document));
  put('manifest.json', {
    version: '1.0.0',
    artifacts: {
      'Stack.assets': { type: 'cdk:asset-manifest', properties: { file: 'Stack.assets.json' } },
      Stack: {
        type: 'aws:cloudformation:stack',
        properties: { templateFile: 'Stack.template.json' },
        dependencies: ['Stack.assets'],
      },
      Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
    },
  });
  const asset = (key: string, path: string): object => ({
    source: { path, packaging: 'zip' },
    destinations: { 'current-account': { bucketName: 'assets', objectKey: key } },
  });
  put('Stack.assets.json', {
    files: Object.fromEntries(
      [...Object.keys(FUNCTIONS), ...Object.keys(code)].map((id) => [id, asset(`${id}.zip`, `asset.${id}`)]),
    ),
  });
  put('Stack.template.json', template);
  for (const [id, file] of Object.entries(FUNCTIONS)) {
    mkdirSync(join(dir, `asset.${id}`), { recursive: true });
    cpSync(join(__dirname, 'functions', `${file}.js`), join(dir, `asset.${id}`, 'index.js'));
  }
  for (const [id, source] of Object.entries(code)) {
    mkdirSync(join(dir, `asset.${id}`), { recursive: true });
    writeFileSync(join(dir, `asset.${id}`, 'index.js'), source);
  }
  return dir;
}
