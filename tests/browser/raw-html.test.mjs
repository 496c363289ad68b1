// What haeseol lets pass of an author's own HTML leaves the page around it whole, as a browser reads it.
//
// Texts are made of pieces of HTML and Markdown put together at random, the same ones each time. Those in which haeseol
// finds an error are left out; what follows the others on their pages has to be there still, and no link is in a link.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { launch } from './lib/browser.mjs';
import { assertNone } from './lib/findings.mjs';
import { build, repository, SETTINGS, temporaryFolder } from './lib/haeseol.mjs';

const PIECES = [
  '<a href="https://a.kr/">', '<a id=x>', '<a/>', '</a>', '<b>', '</b>', '<div>', '</div>\n', '<div title="', '"', "'", '>', '/', '=', ' x',
  '<!--', '-->', '--!>', '<!-->', '<!--->', '<!x>', '<?', '</ x>', '<![CDATA[', ']]>', '<script>', '</script>', '<script><!--', '<style>\n',
  '</style>', '<textarea>', '</textarea>', '<title>', '</title>', '<xmp>', '</xmp>', '<iframe>', '</iframe>', '<noscript>', '</noscript>',
  '<svg>', '</svg>', '<foreignObject>', '</foreignObject>', '<math>', '</math>', '<mi>', '</mi>', '<desc>', '</desc>', '<template>', '</template>', '<button>', '</button>',
  '<p>', '</p>', '<li>', '</li>', '\n', '\n\n', '- ', '> ', '**', '`', '## ', '[', '](https://b.kr/)', '<https://c.kr/>', '글 ',
];
const TEXTS = 3000;

/** Numbers below `limit` that look random and are the same each time (mulberry32). */
function numbers(seed) {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % limit;
  };
}

/** Files with errors, as haeseol finds them. */
function faulty(root) {
  const manifest = join(repository, 'Cargo.toml');
  const args = ['run', '--quiet', '--locked', '--manifest-path', manifest, '--', 'check', '--format', 'json', '--root', root];
  const { stdout } = spawnSync('cargo', args, { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
  const found = stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  return new Set(found.filter(({ severity }) => severity === 'error').map(({ file }) => file));
}

const browser = await launch();

test('HTML without errors leaves the page around it whole', async (t) => {
  const root = temporaryFolder();
  mkdirSync(join(root, 'content'));
  mkdirSync(join(root, 'templates'));
  writeFileSync(join(root, 'site.toml'), SETTINGS);
  writeFileSync(join(root, 'templates/page.html'), '<!doctype html><main>{{ text.html | safe }}</main><footer id="end">end</footer>');
  const next = numbers(1);
  const texts = new Map();
  for (let i = 0; i < TEXTS; i += 1) {
    const text = Array.from({ length: 1 + next(8) }, () => PIECES[next(PIECES.length)]).join('');
    texts.set(`t${i}`, text);
    writeFileSync(join(root, `content/t${i}.ko.md`), `---\ntitle: text ${i}\n---\n${text}`);
  }
  for (const file of faulty(root)) {
    texts.delete(file.slice('content/'.length, -'.ko.md'.length));
    rmSync(join(root, file));
  }
  assert.ok(texts.size > TEXTS / 4 && texts.size < TEXTS, `${texts.size} texts without errors`);
  build(root, join(root, 'public'));
  const page = await browser.newPage();
  const findings = [];
  for (const [name, text] of texts) {
    await page.setContent(readFileSync(join(root, `public/ko/${name}/index.html`), 'utf8'));
    const { end, drawn, nested } = await page.evaluate(() => {
      const last = document.getElementById('end');
      return { end: last?.textContent === 'end', drawn: Boolean(last?.closest('svg, math')), nested: document.querySelector('a a') !== null };
    });
    if (!end || drawn || nested) findings.push(`${drawn ? 'the rest is in a drawing' : end ? 'a link in a link' : 'cut short'}: ${JSON.stringify(text)}`);
  }
  t.diagnostic(`${texts.size} of ${TEXTS} texts compared`);
  assertNone(findings, 'text that breaks its page');
});
