/** The process is gone: nothing that it calls happens any more. */
class Died extends Error {}

/** Where a process dies: at its n-th call to a port, before the call has done anything or after it has done it. */
export interface Death {
  readonly call: number;
  readonly when: 'before' | 'after';
}

/**
 * Ports of one process that dies at a call. Methods of the ports named here count as calls; `calls` are their names in order.
 * After the death every call is lost.
 */
export function dyingPorts<T extends object>(ports: T, names: readonly (keyof T)[], death?: Death) {
  const calls: string[] = [];
  let dead = false;
  const wrapped = Object.fromEntries(names.map((name) => [name, wrap(String(name), ports[name])]));
  return { ports: { ...ports, ...wrapped } as T, calls };

  function wrap(name: string, port: unknown): unknown {
    return new Proxy(Object(port), {
      get: (target: object, method) => {
        const original: unknown = Reflect.get(target, method);
        if (typeof original !== 'function') return original;
        return async (...given: unknown[]): Promise<unknown> => {
          if (dead) throw new Died();
          calls.push(`${name}.${String(method)}`);
          const mine = calls.length === (death?.call ?? 0);
          if (mine && death?.when === 'before') dead = true;
          if (dead) throw new Died();
          const result: unknown = await original.apply(target, given);
          if (mine) dead = true;
          if (dead) throw new Died();
          return result;
        };
      },
    });
  }
}
