// Makes the npm packages: one with the program for each system, and `haeseol`, which runs the one that fits.
//
//     node packages/npm/make.mjs OUT REPOSITORY linux-x64=PROGRAM darwin-arm64=PROGRAM …
//
// REPOSITORY is the address that npm says the packages are made of; it may be empty. Systems are called as Node calls them.

import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const SYSTEMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64', 'win32-arm64'];

/** A value of `[package]` in Cargo.toml. */
const manifest = readFileSync(join(root, 'Cargo.toml'), 'utf8');
const said = (key) => manifest.match(new RegExp(`^${key} = "(.*)"$`, 'm'))[1];

const [out, repository, ...given] = process.argv.slice(2);
const programs = given.map((argument) => argument.split(/=(.*)/s).slice(0, 2));
for (const [system, program] of programs) {
  if (!SYSTEMS.includes(system) || !program) {
    console.error(`error: ${system} is none of ${SYSTEMS.join(', ')}, or has no program behind =`);
    process.exit(2);
  }
}
if (programs.length === 0) {
  console.error('usage: node packages/npm/make.mjs OUT REPOSITORY SYSTEM=PROGRAM…');
  process.exit(2);
}

const common = {
  version: said('version'),
  license: said('license'),
  ...(repository && { repository: { type: 'git', url: `git+${repository}.git` } }),
};

/** Writes a package: what npm has to know of it, and its files by name. */
function make(folder, about, files) {
  mkdirSync(folder, { recursive: true });
  for (const [name, from] of Object.entries({ ...files, LICENSE: join(root, 'LICENSE') })) {
    copyFileSync(from, join(folder, name));
  }
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ ...about, ...common }, null, 2)}\n`);
}

for (const [system, program] of programs) {
  const [os, cpu] = system.split('-');
  const file = os === 'win32' ? 'haeseol.exe' : 'haeseol';
  const folder = join(out, system);
  // Without `bin`, npm keeps the mode that a file has.
  make(folder, { name: `@haeseol/${system}`, description: `haeseol for ${system}`, os: [os], cpu: [cpu], preferUnplugged: true }, { [file]: program });
  chmodSync(join(folder, file), 0o755);
}

make(
  join(out, 'haeseol'),
  {
    name: 'haeseol',
    description: said('description'),
    bin: { haeseol: 'haeseol.cjs' },
    engines: { node: '>=18' },
    optionalDependencies: Object.fromEntries(programs.map(([system]) => [`@haeseol/${system}`, common.version])),
  },
  { 'haeseol.cjs': join(root, 'packages/npm/haeseol.cjs'), 'README.md': join(root, 'README.md') },
);
