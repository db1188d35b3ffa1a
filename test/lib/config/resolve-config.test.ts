import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { z } from 'zod';
import type { CONFIG } from '../../../lib/config/config-schema.ts';
import { ConfigError, defineConfig, resolveConfig, type SallyportConfigInput } from '../../../lib/config.ts';
import { holds } from './holds.ts';
import { MISTAKES, setAt } from './mistakes.ts';
import { problemsIn } from './problems-in.ts';
import { validConfig } from './valid-config.ts';

type DeepReadonly<T> = { readonly [K in keyof T]: DeepReadonly<T[K]> };
/** Does not compile if the schema refuses something that the documented type allows. */
const accepted = (input: SallyportConfigInput): DeepReadonly<z.input<typeof CONFIG>> => input;

describe('resolveConfig', () => {
  test('a resolved config resolves to itself, also after a trip through JSON', () => {
    const config = defineConfig(validConfig());
    expect(resolveConfig(config)).toEqual(config);
    expect(resolveConfig(JSON.parse(JSON.stringify(config)))).toEqual(config);
    expect(accepted(validConfig())).toEqual(validConfig());
  });

  test('every mistake in a config is reported, however many there are', () => {
    holds(
      fc.property(fc.subarray([...MISTAKES], { minLength: 1 }), (mistakes) => {
        const config = validConfig();
        for (const { at, value } of mistakes) setAt(config, at, value);
        const reported = problemsIn(() => resolveConfig(config)).map((problem) => problem.path);
        for (const mistake of mistakes) expect(reported).toContain(mistake.path);
      }),
    );
  });

  test('each mistake alone is reported once, with a fix', () => {
    for (const { at, value, path } of MISTAKES) {
      const config = validConfig();
      setAt(config, at, value);
      const problems = problemsIn(() => resolveConfig(config));
      expect(problems.map((problem) => problem.path)).toEqual([path]);
      expect(problems.every(({ problem, fix }) => problem.length > 0 && fix.length > 0)).toBe(true);
    }
  });

  test('nothing that is not a config is refused with anything but a ConfigError', () => {
    const section = fc.dictionary(fc.string(), fc.anything({ withNullPrototype: true }));
    const nearly = fc.record(
      { upstreams: section, products: section, plans: section, stages: section },
      { requiredKeys: [] },
    );
    holds(
      fc.property(fc.oneof(fc.anything(), nearly), (value) => {
        expect(() => resolveConfig(value)).toThrow(ConfigError);
      }),
    );
  });

  test('no message repeats a value, so a key in the wrong field is not printed', () => {
    const secret = 'AIzaSyNotARealKeyButShapedLikeOne0123456';
    const places = [...MISTAKES.map((mistake) => mistake.at), ['upstreams', 'weather', 'carriers', 0]];
    for (const at of places) {
      for (const value of [
        secret,
        [secret],
        { [`header`]: secret, to: secret },
        `https://${secret}@h.example/?k=${secret}`,
      ]) {
        const config = validConfig();
        setAt(config, at, value);
        const text = problemsIn(() => resolveConfig(config))
          .map((p) => `${p.path} ${p.problem} ${p.fix}`)
          .join('\n');
        expect(text).not.toContain(secret);
      }
    }
  });

  test('names that every object has are not entries of a config', () => {
    const config = { ...validConfig(), products: { all: [{ upstream: 'constructor' }], constructor: [] } };
    const paths = problemsIn(() => resolveConfig(config)).map((problem) => problem.path);
    expect(paths).toEqual(expect.arrayContaining(['products.constructor', 'products.all[0].upstream']));
    expect(() => resolveConfig(JSON.parse('{"upstreams":{"__proto__":{"preset":"gemini"}}}'))).toThrow(
      ConfigError,
    );
  });

  test('a misspelt field is answered with the one that was meant', () => {
    const config = validConfig();
    setAt(config, ['upstreams', 'weather', 'bodyByteMax'], 1);
    expect(problemsIn(() => resolveConfig(config))).toEqual([
      { path: 'upstreams.weather.bodyByteMax', problem: 'is not a known field', fix: 'write bodyBytesMax' },
    ]);
  });

  test('an http upstream that lacks what nobody can guess does not even compile', () => {
    const upstreams = { weather: { preset: 'http', mount: '/weather' } } as const;
    const products = { all: [{ upstream: 'weather' }] };
    const plans = { basic: { rate: 1, burst: 1 } };
    // @ts-expect-error -- baseUrl, inject, carriers and routes are missing
    const config: SallyportConfigInput = { ...validConfig(), upstreams, products, plans };
    expect(problemsIn(() => resolveConfig(config)).map((problem) => problem.path)).toEqual(
      ['baseUrl', 'inject', 'carriers', 'routes'].map((field) => `upstreams.weather.${field}`),
    );
  });

  test('the message of the error lists every problem on a line of its own', () => {
    expect(() => resolveConfig({})).toThrow(
      /4 problems:\n {2}upstreams: is missing\. Fix: .*\n {2}products: .*\n {2}plans: .*\n {2}stages: /,
    );
  });
});
