import type { BuildOptions } from 'esbuild';

/**
 * How functions are bundled. CommonJS, because an ES module that imports `node:http` loads undici as well and starts ten
 * times slower. Names are kept: those of errors reach the fault log.
 */
export const BUNDLE_OPTIONS = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: true,
  keepNames: true,
  logLevel: 'warning',
} as const satisfies BuildOptions;
