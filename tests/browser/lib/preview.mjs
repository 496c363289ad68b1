// `haeseol serve` on a small site that a test edits.

import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { repository, SETTINGS, temporaryFolder } from './haeseol.mjs';

const page = (head, body) => `---\n${head}\n---\n${body}\n`;
const filler = (n) => Array.from({ length: n }, (_, i) => `문단 ${i}이다. 이 문단은 글을 길게 하려고 있다.`).join('\n\n');

const FILES = {
  'site.toml': SETTINGS,
  'content/index.ko.md': page('title: 처음', ''),
  'content/index.en.md': page('title: Home', ''),
  'content/story/index.ko.md': page('title: 이야기\ndate: 2026-01-02\ndescription: 글이다.', '서버는 여기에 있다.'),
  'content/story/index.en.md': page('title: Story\ndate: 2026-01-02\ndescription: A text.', 'The server is here.'),
  'content/story/10-long.ko.md': page('title: 긴 부분', `${filler(30)}\n\n가운데 문장이다.\n\n${filler(30)}`),
  'content/story/10-long.en.md': page('title: Long part', 'A long part.'),
  'content/story/20-faq.ko.md': page('title: 문답\nkind: faq', '## 왜? {#why}\n\n답이다.\n\n## 언제? {#when}\n\n지금이다.'),
  'content/story/20-faq.en.md': page('title: Questions\nkind: faq', '## Why? {#why}\n\nBecause.\n\n## When? {#when}\n\nNow.'),
  'content/glossary/server.ko.md': page('title: 서버\nsummary: 일하는 컴퓨터다.', '글.'),
  'content/glossary/server.en.md': page('title: Server\nsummary: A computer at work.', 'Text.'),
};

const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/**
 * Starts a preview of a small site; `files` come on top. It ends with the process that runs the tests.
 *
 * `address` is where the site is.
 */
export async function preview(files = {}, lang = 'en') {
  const folder = temporaryFolder();
  const path = (file) => join(folder, file);
  const write = (file, text) => {
    mkdirSync(dirname(path(file)), { recursive: true });
    writeFileSync(path(file), text);
  };
  for (const [file, text] of Object.entries({ ...FILES, ...files })) write(file, text);

  const self = {
    folder,
    write,
    read: (file) => readFileSync(path(file), 'utf8'),
    remove: (file) => rmSync(path(file), { recursive: true }),
    /** Replaces a part of a file. */
    edit(file, from, to) {
      const text = self.read(file);
      if (!text.includes(from)) throw new Error(`${file} has no «${from}»`);
      write(file, text.replace(from, to));
    },
    /** What the program has printed. */
    output: '',
    async start(port = 0) {
      const manifest = join(repository, 'Cargo.toml');
      const args = ['run', '--quiet', '--locked', '--manifest-path', manifest, '--', 'serve', '--root', folder, '--port', String(port)];
      const child = spawn('cargo', args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, HAESEOL_LANG: lang } });
      running.add(child);
      const ended = new Promise((resolve) => {
        child.on('close', (code) => {
          running.delete(child);
          resolve(code);
        });
      });
      self.stop = () => {
        child.kill('SIGTERM');
        return ended;
      };
      self.address = await new Promise((resolve, reject) => {
        const listen = (text) => {
          self.output += text;
          const found = self.output.match(/http:\S+/g)?.at(-1);
          if (found) resolve(found);
        };
        child.stdout.setEncoding('utf8').on('data', listen);
        child.stderr.setEncoding('utf8').on('data', listen);
        ended.then((code) => reject(new Error(`haeseol serve has ended (${code}):\n${self.output}`)));
      });
    },
  };
  await self.start();
  return self;
}
