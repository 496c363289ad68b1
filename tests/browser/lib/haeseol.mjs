// Runs the program under test: the binary that `cargo test` has built just before, or builds it now.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** Builds the site in `root` into `out`. Throws with the program's own words if it refuses. */
export function build(root, out) {
  const manifest = join(repository, 'Cargo.toml');
  const args = ['run', '--quiet', '--locked', '--manifest-path', manifest, '--', 'build', '--quiet'];
  const { status, error, stderr } = spawnSync('cargo', [...args, '--root', root, '--out', out], {
    encoding: 'utf8',
    // A test site may bring about a finding for each of its pages.
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`haeseol build failed (exit status ${status}):\n${stderr}`);
}

/** The program itself, built if it is not yet. */
export function program() {
  const manifest = join(repository, 'Cargo.toml');
  const args = ['build', '--quiet', '--locked', '--bin', 'haeseol', '--message-format=json', '--manifest-path', manifest];
  const { status, stdout, stderr } = spawnSync('cargo', args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0) throw new Error(`cargo build failed:\n${stderr}`);
  const made = stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  return made.find(({ executable }) => executable).executable;
}

const folders = [];
process.on('exit', () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A new folder that is gone when this process ends. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'haeseol-'));
  folders.push(folder);
  return folder;
}
