// npm leaves the optional packages of other platforms out of the lockfile when the registry at hand does not have them, and
// `npm ci` then refuses the lockfile on every machine. This puts them back: version from the parent, platform from the name.
// Without an integrity hash, which only a registry that has them can give. Run after every `npm install`.
import { readFileSync, writeFileSync } from 'node:fs';

const OS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const CPU = {
  arm64: 'arm64',
  aarch64: 'arm64',
  x64: 'x64',
  ia32: 'ia32',
  arm: 'arm',
  ppc64: 'ppc64',
  riscv64: 'riscv64',
  s390x: 's390x',
  loong64: 'loong64',
};

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const { packages } = lock;
let added = 0;
for (const parent of Object.values({ ...packages })) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const place = `node_modules/${name}`;
    const words = name.split(/[/-]/);
    const os = words.find((word) => OS.includes(word));
    const cpu = Object.keys(CPU).find((word) =>
      words.some((part) => part === word || (word === 'arm' && /^arm-|^arm$/.test(part))),
    );
    if (place in packages || os === undefined || !/^\d/.test(version)) continue;
    const libc = words.some((word) => word.startsWith('musl'))
      ? 'musl'
      : words.some((word) => word.startsWith('gnu')) && os === 'linux'
        ? 'glibc'
        : undefined;
    packages[place] = {
      version,
      ...(cpu && { cpu: [CPU[cpu]] }),
      ...(parent.dev && { dev: true }),
      ...(libc && { libc: [libc] }),
      optional: true,
      os: [os],
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
writeFileSync('package-lock.json', `${JSON.stringify(lock, undefined, 2)}\n`);
process.stdout.write(`${added} packages of other platforms added\n`);
