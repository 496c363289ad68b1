// Runs the program under test: the binary that `cargo test` has built just before, or builds it now.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** The `site.toml` of a site that says nothing else. */
export const SETTINGS = `base_url = "https://name.github.io/site/"
default_language = "ko"
title = { ko = "시험", en = "Test" }
[languages.ko]
name = "한국어"
[languages.en]
name = "English"
`;

/** Runs a command in the site in `root`. Throws with the program's own words if it refuses. */
export function run(root, command, ...rest) {
  const manifest = join(repository, 'Cargo.toml');
  const args = ['run', '--quiet', '--locked', '--manifest-path', manifest, '--', command, '--quiet'];
  const { status, error, stderr } = spawnSync('cargo', [...args, '--root', root, ...rest], {
    encoding: 'utf8',
    env: { ...process.env, HAESEOL_LANG: 'en' },
    // A test site may bring about a finding for each of its pages.
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`haeseol ${command} failed (exit status ${status}):\n${stderr}`);
}

/** Builds the site in `root` into `out`. */
export const build = (root, out) => run(root, 'build', '--out', out);

/** Installs the program as the README says, but without optimising it, and returns the folder that it is in. */
export function install() {
  const root = temporaryFolder();
  const args = ['install', '--locked', '--path', repository, '--debug', '--quiet', '--root', root];
  const { status, stderr } = spawnSync('cargo', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`cargo install failed:\n${stderr}`);
  return join(root, 'bin');
}

const folders = [];
process.on('exit', () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A new folder that is gone when this process ends. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'haeseol-'));
  folders.push(folder);
  return folder;
}
