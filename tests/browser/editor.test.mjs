// What `init --vscode` writes: the tasks find the findings of the preview and of `check`, as VS Code reads a task's output.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { repository, temporaryFolder } from './lib/haeseol.mjs';

const built = spawnSync('cargo', ['build', '--quiet', '--locked'], { cwd: repository, encoding: 'utf8' });
assert.equal(built.status, 0, built.stderr);
const program = join(process.env.CARGO_TARGET_DIR ?? join(repository, 'target'), 'debug/haeseol');
const started = [];
after(() => started.forEach((child) => child.kill()));

/** A new site with its tasks. */
function site() {
  const folder = join(temporaryFolder(), 'site');
  const { status, stderr } = spawnSync(program, ['init', folder, '--vscode'], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  const { tasks } = JSON.parse(readFileSync(join(folder, '.vscode/tasks.json'), 'utf8'));
  return { folder, task: (name) => tasks.find(({ label }) => label === `haeseol: ${name}`) };
}

/** Problems as VS Code collects them: a pattern of lines each, and those of an earlier run go when a new one is at its end. */
class Problems {
  constructor(task) {
    this.matchers = task.problemMatcher;
    this.found = [];
    this.lines = [];
    this.runs = 0;
  }

  read(line) {
    const [{ background }] = this.matchers;
    if (background && new RegExp(background.beginsPattern).test(line)) {
      this.next = [];
      return;
    }
    if (background && this.next && new RegExp(background.endsPattern).test(line)) {
      [this.found, this.next] = [this.next, undefined];
      this.runs += 1;
      return;
    }
    this.lines.push(line);
    for (const { severity, pattern: [head, place] } of this.matchers) {
      const what = this.lines.at(-2)?.match(new RegExp(head.regexp));
      const where = what && line.match(new RegExp(place.regexp));
      if (!where) continue;
      const number = (group) => (group ? Number(where[group]) : undefined);
      const problem = { severity, code: what[head.code], file: where[place.file], line: number(place.line), column: number(place.column) };
      (this.next ?? this.found).push(problem);
    }
  }
}

// Colours and the ends of a terminal's lines, which VS Code takes out before it looks.
const plain = (text) => text.replaceAll(/\x1b\[[0-9;?]*[a-zA-Z]|\r/g, '');

/** A command in a terminal as narrow as a panel of VS Code's, in which it runs tasks. */
const inTerminal = (args) => ['-qec', `stty cols 40; exec "$PROGRAM" ${args.join(' ')}`, '/dev/null'];
const settings = (folder) => ({ cwd: folder, encoding: 'utf8', env: { ...process.env, PROGRAM: program } });

for (const lang of ['ko', 'en']) {
  test(`the preview's findings are problems until they are gone (${lang})`, async () => {
    const { folder, task } = site();
    const preview = task('preview');
    const problems = new Problems(preview);
    const args = preview.args.filter((arg) => arg !== '--open');
    const child = spawn('script', inTerminal([...args, '--port', '0', '--lang', lang]), settings(folder));
    started.push(child);
    let rest = '';
    const take = (chunk) => {
      const lines = (rest + plain(String(chunk))).split('\n');
      rest = lines.pop();
      lines.forEach((line) => problems.read(line));
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const run = async (change) => {
      const before = problems.runs;
      change();
      for (let waited = 0; problems.runs === before; waited += 50) {
        assert.ok(waited < 20_000, 'the preview does not follow');
        await sleep(50);
      }
      await sleep(300);
    };
    await run(() => {});
    assert.deepEqual(problems.found, []);
    const path = join(folder, 'content/new.ko.md');
    await run(() => writeFileSync(path, '---\ntitle: 가\n---\n[가](nope.ko.md)\n\n##제목\n'));
    const wanted = [
      { severity: 'error', code: 'broken-link', file: 'content/new.ko.md', line: 4, column: 1 },
      { severity: 'warning', code: 'missing-twin', file: 'content/new.ko.md', line: undefined, column: undefined },
      { severity: 'warning', code: 'heading-space', file: 'content/new.ko.md', line: 6, column: 1 },
    ];
    assert.deepEqual(problems.found, wanted);
    // What is still wrong stays, also where it is said no more.
    await run(() => writeFileSync(path, '---\ntitle: 나\n---\n\n\n##제목\n'));
    assert.deepEqual(problems.found, wanted.slice(1));
    await run(() => rmSync(path));
    assert.deepEqual(problems.found, []);
  });

  test(`the findings of a check are problems (${lang})`, () => {
    const { folder, task } = site();
    writeFileSync(join(folder, 'content/about.ko.md'), '---\ntitle: 가\n---\n##제목\n');
    const check = task('check');
    const problems = new Problems(check);
    const { stdout, stderr } = spawnSync('script', inTerminal([...check.args, '--lang', lang]), settings(folder));
    plain(stderr + stdout).split('\n').forEach((line) => problems.read(line));
    const found = problems.found.find(({ code }) => code === 'heading-space');
    assert.deepEqual(found, { severity: 'warning', code: 'heading-space', file: 'content/about.ko.md', line: 4, column: 1 });
  });
}
