// Builds the site once and runs the tests on it: `node run.mjs`, or `node run.mjs links axe` for some of them.

import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build, repository, temporaryFolder } from './lib/haeseol.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const wanted = process.argv.slice(2);
const tests = readdirSync(here)
  .filter((file) => file.endsWith('.test.mjs'))
  .filter((file) => wanted.length === 0 || wanted.includes(file.replace('.test.mjs', '')));
if (tests.length === 0) throw new Error(`no such test: ${wanted.join(' ')}`);

const site = join(temporaryFolder(), 'site');
build(repository, site);

// A run that hangs ends some time. Each file takes about a minute; the limit is for no machine that is only slow or busy.
// Two files at a time: a browser and the test that drives it wait for each other.
const options = ['--test', '--test-concurrency=2', '--test-reporter=spec', '--test-timeout=1800000'];
const { status } = spawnSync(process.execPath, [...options, ...tests.map((file) => join(here, file))], {
  stdio: 'inherit',
  env: { ...process.env, HAESEOL_SITE: site },
});
process.exitCode = status ?? 1;
