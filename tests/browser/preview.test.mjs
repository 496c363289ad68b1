// The live preview: what is saved is what is seen, in every open page, and nothing that the reader has done is lost.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, test } from 'node:test';

import { launch, DESKTOP } from './lib/browser.mjs';
import { run, SETTINGS } from './lib/haeseol.mjs';
import { preview } from './lib/preview.mjs';

const browser = await launch();
const LONG = 'content/story/10-long.ko.md';

/** A preview of its own for a test, ended after the file. */
async function site(files, lang) {
  const started = await preview(files, lang);
  after(() => started.stop());
  return started;
}

/** A page of a preview, with a mark that a reload would lose. */
async function open(address, options = {}) {
  const context = await browser.newContext({ viewport: DESKTOP, ...options });
  context.setDefaultTimeout(600000);
  after(() => context.close());
  const page = await context.newPage();
  await page.goto(address, { waitUntil: 'load' });
  await page.evaluate(() => { window.mark = 'still here' });
  return page;
}

const isSame = (page) => page.evaluate(() => window.mark === 'still here');
const panel = (page) => page.locator('haeseol-preview .panel');
/** Until the page holds the event stream: what is saved before, it finds out when it opens. */
const settle = (page) => page.waitForTimeout(300);

test('a changed paragraph changes in place; scroll, focus, open questions and the chosen colours stay', async () => {
  const here = await site();
  const page = await open(`${here.address}ko/story/`);
  await page.locator('#why summary').click();
  await page.locator('button.theme').click();
  await page.locator('button.theme').click();
  await page.locator('#when summary').focus();
  await page.evaluate(() => {
    [...document.querySelectorAll('p')].find((p) => p.textContent.startsWith('가운데')).scrollIntoView({ block: 'center', behavior: 'instant' });
  });
  await settle(page);
  const state = () =>
    page.evaluate(() => ({
      y: scrollY,
      focus: document.activeElement.closest('details')?.id,
      why: document.querySelector('#why').open,
      when: document.querySelector('#when').open,
      theme: document.documentElement.dataset.theme,
    }));
  const before = await state();
  assert.ok(before.y > 500 && before.why && !before.when && before.theme === 'dark', JSON.stringify(before));

  here.edit(LONG, '가운데 문장이다.', '바뀐 문장이다.');
  await page.getByText('바뀐 문장이다.').waitFor();
  assert.equal(await page.getByText('가운데 문장이다.').count(), 0);
  assert.deepEqual(await state(), before);

  // A paragraph above takes room; the text in view stays where it is, for whatever browser does that by itself.
  here.edit(LONG, '문단 3이다.', '문단 3이다. 더 있다.');
  await page.getByText('더 있다.').waitFor();
  assert.ok(await isSame(page), 'the page was not loaded again');
});

test('a change out of view is brought into view and flashes once; with reduced motion it does not flash', async () => {
  const here = await site();
  const flashes = (page) => page.evaluate(() => document.getAnimations().filter((a) => a.id === 'haeseol-changed').map((a) => a.effect.target.textContent));
  const pages = [];
  for (const reducedMotion of ['no-preference', 'reduce']) {
    const page = await open(`${here.address}ko/story/`, { reducedMotion });
    await settle(page);
    pages.push(page);
  }
  here.edit(LONG, '가운데 문장이다.', '바뀐 문장이다.');
  const [lively, calm] = pages;
  await lively.getByText('바뀐 문장이다.').waitFor();
  assert.deepEqual(await flashes(lively), ['바뀐 문장이다.']);
  await calm.getByText('바뀐 문장이다.').waitFor();
  assert.deepEqual(await flashes(calm), []);
  for (const page of pages) {
    await page.waitForFunction(() => {
      const { top, bottom } = [...document.querySelectorAll('p')].find((p) => p.textContent.startsWith('바뀐')).getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    });
  }
  await lively.waitForFunction(() => document.getAnimations().every((a) => a.id !== 'haeseol-changed'));
});

test('paragraphs that come and go leave the others as they are', async () => {
  const here = await site();
  const page = await open(`${here.address}ko/story/`);
  await settle(page);
  await page.evaluate(() => {
    for (const p of document.querySelectorAll('#long p')) p.known = p.textContent;
  });
  here.edit(LONG, '문단 5이다.', '새 문단이다.\n\n문단 5이다.');
  await page.getByText('새 문단이다.').waitFor();
  const fresh = () => page.evaluate(() => [...document.querySelectorAll('#long p')].filter((p) => p.known !== p.textContent).map((p) => p.textContent));
  assert.deepEqual(await fresh(), ['새 문단이다.']);
  here.edit(LONG, '새 문단이다.\n\n', '');
  await page.getByText('새 문단이다.').waitFor({ state: 'detached' });
  assert.deepEqual(await fresh(), []);
  assert.ok(await isSame(page));
});

test('a style sheet is exchanged without a reload, a script is not', async () => {
  const here = await site({ 'static/extra.css': 'h1 { color: rgb(1, 2, 3) }', 'templates/head.html': '{% include "@builtin/head.html" %}<link rel="stylesheet" href="{{ page.root }}extra.css">' });
  const page = await open(`${here.address}ko/story/`);
  await settle(page);
  const colour = () => page.evaluate(() => getComputedStyle(document.querySelector('h1')).color);
  assert.equal(await colour(), 'rgb(1, 2, 3)');
  // One whose name stays, and the theme's, whose name changes with it.
  here.write('static/extra.css', 'h1 { color: rgb(4, 5, 6) }');
  await page.waitForFunction(() => getComputedStyle(document.querySelector('h1')).color === 'rgb(4, 5, 6)');
  here.write('static/style.css', 'body { margin: 7px }');
  await page.waitForFunction(() => getComputedStyle(document.body).margin === '7px');
  await page.waitForFunction(() => document.querySelectorAll('link[rel=stylesheet]').length === 2);
  assert.ok(await isSame(page));
  here.write('static/theme.js', 'document.documentElement.dataset.mine = 1');
  await page.waitForFunction(() => document.documentElement.dataset.mine === '1');
  assert.ok(!(await isSame(page)));
});

test('errors are shown over the last good page, all of them, as text; they go when mended', async () => {
  const here = await site();
  const page = await open(`${here.address}ko/story/`);
  await settle(page);
  here.edit('content/story/index.ko.md', 'description:', '"<img src=x onerror=window.broken=1>":');
  here.write('templates/faq.html', '{% if %}');
  await panel(page).getByText('templates/faq.html').waitFor();
  await panel(page).getByText('content/story/index.ko.md').waitFor();
  const said = await panel(page).innerText();
  assert.match(said, /2 errors/);
  assert.match(said, /content\/story\/index\.ko\.md:4:1/);
  assert.match(said, /<img src=x onerror=window\.broken=1>/);
  const marked = await panel(page).locator('mark').allInnerTexts();
  assert.ok(marked.some((text) => text.includes('<img src=x')), marked.join());
  const links = await panel(page).locator('a.place').evaluateAll((all) => all.map((a) => a.href));
  assert.ok(links.some((link) => link.startsWith('vscode://file/') && link.endsWith('/content/story/index.ko.md:4:1')), links.join());
  assert.equal(await page.evaluate(() => window.broken), undefined);
  assert.equal(await page.locator('haeseol-preview img').count(), 0);
  assert.ok(await page.getByText('서버는 여기에 있다.').isVisible(), 'the last good page is below');
  await page.keyboard.press('Escape');
  await panel(page).waitFor({ state: 'detached' });
  // Another error shows again, the newest state of things only.
  here.edit('content/story/index.ko.md', '"<img src=x onerror=window.broken=1>":', 'description:');
  await panel(page).getByText('The site has an error').waitFor();
  assert.ok(here.output.includes('templates/faq.html'), 'the terminal says the same');
  // A page that is opened now is the last good one too, with the error.
  const other = await open(`${here.address}en/story/`);
  await panel(other).getByText('templates/faq.html').waitFor();
  here.remove('templates/faq.html');
  await panel(page).waitFor({ state: 'detached' });
  await panel(other).waitFor({ state: 'detached' });
  await page.locator('haeseol-preview .badge').getByText('Fixed').waitFor();
  await page.locator('haeseol-preview .badge').waitFor({ state: 'detached' });
  assert.ok(await isSame(page));
});

test('warnings wait behind a button; an excerpt fits a phone around what is wrong', async () => {
  const here = await site({}, 'ko');
  const page = await open(`${here.address}ko/story/`, { viewport: { width: 360, height: 740 } });
  await settle(page);
  const button = page.locator('haeseol-preview button.note');
  const long = '아주 긴 문장이 앞에 있고 그 뒤로도 말이 계속 이어진다. '.repeat(3);
  here.write('content/alone.ko.md', '---\ntitle: 혼자\n---\n글이다.\n');
  await button.getByText(/^경고 \d+개$/).waitFor();
  assert.equal(await panel(page).count(), 0);
  await button.click();
  await panel(page).getByText('content/alone.ko.md').first().waitFor();
  await panel(page).getByRole('button', { name: '닫기' }).click();
  here.write('content/alone.ko.md', `---\ntitle: 혼자\n---\n${long}[여기](nowhere.md)${long}\n`);
  const pre = panel(page).locator('pre');
  await pre.waitFor();
  const { wide, text, mark } = await pre.evaluate((pre) => ({
    wide: pre.scrollWidth - pre.clientWidth,
    text: pre.innerText,
    mark: pre.querySelector('mark').innerText,
  }));
  assert.ok(wide <= 0, `${wide} pixels too wide: ${text}`);
  assert.ok(text.startsWith('…') && text.trimEnd().endsWith('…') && mark.length > 3, text);
  here.remove('content/alone.ko.md');
  await page.locator('haeseol-preview .badge').getByText('고쳤습니다').waitFor();
});

test('a section that is behind its original is marked with what has changed, until it is accepted', async () => {
  const here = await site({
    'content/story/10-long.ko.md': '---\ntitle: 부분\n---\n발전소는 254메가와트를 낸다.\n',
    'content/story/10-long.en.md': '---\ntitle: Part\n---\nThe plant makes 254 megawatts.\n',
  });
  run(here.folder, 'accept', '--all');
  const page = await open(`${here.address}en/story/`);
  await settle(page);
  const marks = page.locator('haeseol-behind');
  assert.equal(await marks.count(), 0);
  here.edit('content/story/10-long.ko.md', '254', '255');
  await page.locator('#long haeseol-behind').waitFor();
  const mark = page.locator('#long haeseol-behind .mark');
  assert.equal(await marks.count(), 1);
  await mark.locator('summary').click();
  assert.match(await mark.innerText(), /Behind its original in 1[^]*figures of paragraph changed[^]*255메가와트를[^]*The plant makes 254 megawatts\./);
  assert.equal(await page.locator('#long .behind').innerText(), 'The original has changed since this was translated. Read the original');

  here.edit('content/story/10-long.en.md', '254', '255');
  await page.locator('#long > p', { hasText: 'The plant makes 255 megawatts.' }).waitFor();
  assert.equal(await marks.count(), 1);
  run(here.folder, 'accept', 'content/story/10-long.en.md');
  await page.locator('#long .behind').waitFor({ state: 'detached' });
  await marks.waitFor({ state: 'detached' });
  assert.ok(await isSame(page), 'the page was not loaded again');
});

test('the page of a draft says that it is one, and is shown when it is none any more', async () => {
  const here = await site({ 'content/idea.ko.md': '---\ntitle: 생각\ndraft: true\n---\n생각이다.\n' }, 'ko');
  const page = await open(`${here.address}ko/idea/`);
  await panel(page).getByText('초안입니다').waitFor();
  await panel(page).getByText('content/idea.ko.md').waitFor();
  await settle(page);
  here.edit('content/idea.ko.md', 'draft: true\n', '');
  await page.getByText('생각이다.').waitFor();
  await settle(page);
  here.edit('content/idea.ko.md', '---\n생각', 'draft: true\n---\n생각');
  await panel(page).getByText('초안입니다').waitFor();
});

test('a site that begins with errors is shown once they are mended', async () => {
  const here = await site({ 'site.toml': 'nonsense = 1\n' });
  const page = await open(here.address);
  await panel(page).getByText('nonsense').first().waitFor();
  here.write('site.toml', SETTINGS);
  await page.getByText('이야기').waitFor();
});

test('several pages in both languages follow at once, and a new term is linked in an open article', async () => {
  const here = await site();
  const ko = await open(`${here.address}ko/story/`);
  const en = await open(`${here.address}en/story/`);
  const both = await open(`${here.address}ko/story/parallel/`);
  await settle(both);
  here.edit('content/story/10-long.en.md', 'A long part.', 'A long part with a rack.');
  for (const page of [en, both]) await page.getByText('with a rack').first().waitFor();
  assert.equal(await en.locator('#long a.term').count(), 0);
  here.write('content/glossary/rack.ko.md', '---\ntitle: 선반\nsummary: 틀이다.\n---\n');
  here.write('content/glossary/rack.en.md', '---\ntitle: rack\nsummary: A frame.\n---\n');
  await en.locator('#long a.term[data-term=rack]').waitFor();
  await both.locator('a.term[data-term=rack]').first().waitFor();
  // It is in the list of terms as well, and its card opens from the link.
  await en.locator('#hs-terms').getByText('A frame.').waitFor();
  here.edit(LONG, '가운데 문장이다.', '선반은 가운데에 있다.');
  await ko.locator('#long a.term[data-term=rack]').waitFor();
});

test('a page that was renamed says where it is, and one that was deleted says so', async () => {
  const here = await site({ 'content/about.ko.md': '---\ntitle: 소개\n---\n글.\n', 'content/other.ko.md': '---\ntitle: 다른 글\n---\n다른 글.\n' });
  const about = await open(`${here.address}ko/about/`);
  const other = await open(`${here.address}ko/other/`);
  await settle(other);
  here.write('content/imprint.ko.md', here.read('content/about.ko.md'));
  here.remove('content/about.ko.md');
  await panel(about).getByText('no longer in the site').waitFor();
  await panel(about).getByRole('link').click();
  await about.waitForURL('**/ko/imprint/');
  const answer = await about.request.get(`${here.address}ko/about/`);
  assert.equal(answer.status(), 404);
  const text = here.read('content/other.ko.md');
  here.remove('content/other.ko.md');
  await panel(other).getByText('deleted, renamed or made a draft').waitFor();
  // It comes back by itself.
  here.write('content/other.ko.md', text.replace('다른 글.', '다시 있다.'));
  await other.getByText('다시 있다.').waitFor();
  await panel(other).waitFor({ state: 'detached' });
});

test('a page comes back after the preview was ended and started again, and shows what has changed meanwhile', async () => {
  const here = await site();
  const page = await open(`${here.address}ko/story/`);
  await settle(page);
  const { port } = new URL(here.address);
  const start = Date.now();
  assert.equal(await here.stop(), 0);
  assert.ok(Date.now() - start < 2000, 'it ends although an event stream is open');
  await page.getByText('The preview has ended').waitFor();
  here.edit(LONG, '가운데 문장이다.', '바뀐 문장이다.');
  await here.start(port);
  await page.getByText('바뀐 문장이다.').waitFor();
  await page.getByText('The preview has ended').waitFor({ state: 'detached' });
  assert.ok(await isSame(page));
});

test('a missing page is shown when it is written', async () => {
  const here = await site();
  const page = await open(`${here.address}ko/deep/er/`);
  assert.match(await page.title(), /없습니다/);
  await settle(page);
  here.write('content/deep/er/index.ko.md', '---\ntitle: 깊은 글\n---\n깊은 곳에 있다.\n');
  await page.getByText('깊은 곳에 있다.').first().waitFor();
});

/** A site of somebody else's, whose every page is `html`; `at` is the name by which it is asked for. */
async function elsewhere(html, at) {
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html; charset=utf-8').end(html));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => server.close());
  return `http://${at}:${server.address().port}/`;
}

/** Runs in a page of another site: whatever it can find out about the preview at `target`. */
async function spy(target) {
  const seen = {};
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const note = async (what, attempt) => {
    try {
      seen[what] = await Promise.race([attempt(), wait(3000).then(() => 'nothing')]);
    } catch {
      seen[what] = 'refused';
    }
  };
  const element = (name, attributes, parent = document.body) =>
    new Promise((resolve) => {
      const node = Object.assign(document.createElement(name), attributes);
      node.onload = () => resolve(`loaded ${node.naturalWidth ?? ''}`);
      node.onerror = () => resolve('refused');
      parent.append(node);
    });
  const framed = async (name, attributes) => {
    const node = Object.assign(document.createElement(name), attributes);
    document.body.append(node);
    await wait(500);
    return (node.contentWindow ?? node.getSVGDocument?.() ?? null)?.document?.body.innerText ?? 'nothing';
  };
  window.haeseolIndex = (...parts) => { seen.index = JSON.stringify(parts) };
  const index = `${target}assets/search/ko/root.js`;
  await note('script', () => element('script', { src: index }));
  await note('module', () => import(index));
  await note('worker', () => new Promise((resolve, reject) => { Object.assign(new Worker(index), { onerror: reject, onmessage: resolve }) }));
  await note('style', () => element('link', { rel: 'stylesheet', href: `${target}extra.css` }, document.head));
  await note('image', () => element('img', { src: `${target}pic.svg` }));
  await note('prefetch', () => element('link', { rel: 'prefetch', href: `${target}ko/story/` }, document.head));
  await note('preload', () => element('link', { rel: 'preload', as: 'script', href: index }, document.head));
  for (const path of ['ko/story/', 'assets/search/ko/root.js', 'pic.svg']) {
    for (const mode of ['cors', 'no-cors', 'navigate']) {
      await note(`fetch ${mode} ${path}`, async () => (await fetch(target + path, { mode, credentials: 'include' })).text());
    }
    await note(`iframe ${path}`, () => framed('iframe', { src: target + path }));
    await note(`sandbox ${path}`, () => framed('iframe', { src: target + path, sandbox: 'allow-scripts' }));
    await note(`object ${path}`, () => framed('object', { data: target + path }));
    await note(`embed ${path}`, () => framed('embed', { src: target + path }));
  }
  const events = new URL('/__haeseol/events', target).href;
  await note('events', () => new Promise((resolve, reject) => Object.assign(new EventSource(events), { onmessage: (e) => resolve(e.data), onerror: reject })));
  await note('window', async () => {
    const opened = window.open(`${target}ko/story/`);
    await wait(500);
    return opened.document.body.innerText;
  });
  return seen;
}

test('a page of another site finds out nothing, and its links lead here all the same', async () => {
  const here = await site({ 'static/pic.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="123" height="9"/>', 'static/extra.css': 'body { margin: 7px }' });
  const own = new URL(here.address);
  // The same name with another port, and another name.
  for (const name of ['127.0.0.1', 'localhost']) {
    const address = await elsewhere(`<!doctype html><title>elsewhere</title><body><a href="${here.address}ko/story/">here</a>`, name);
    const page = await open(address);
    const seen = await page.evaluate(spy, here.address);
    assert.deepEqual(Object.entries(seen).filter(([, what]) => !['refused', 'nothing', ''].includes(what)), [], name);
    assert.ok(Object.keys(seen).length > 20);
    // What is framed is an error page of the browser's.
    for (const frame of page.frames().slice(1)) {
      assert.ok(!(await frame.content().catch(() => '')).includes('서버'), frame.url());
    }
    await page.getByRole('link').click();
    await page.getByText('서버는 여기에 있다.').waitFor();
    assert.equal(new URL(page.url()).origin, own.origin);
    await settle(page);
    here.edit('content/story/index.ko.md', '여기에 있다.', `여기에 있다. ${name}에서 왔다.`);
    await page.getByText(`${name}에서 왔다.`).waitFor();
    here.edit('content/story/index.ko.md', ` ${name}에서 왔다.`, '');
  }
});

test('a page may frame another one of the same site', async () => {
  const here = await site();
  const page = await open(here.address);
  for (const [name, attribute] of [['iframe', 'src'], ['object', 'data'], ['embed', 'src']]) {
    await page.evaluate(([element, key, target]) => document.body.append(Object.assign(document.createElement(element), { [key]: target })), [name, attribute, `${here.address}ko/story/?${name}`]);
    await page.waitForFunction((mark) => Array.from({ length: window.length }, (_, i) => window[i]).some((frame) => frame.location.href.endsWith(mark) && frame.document.body?.innerText.includes('서버는 여기에 있다.')), `?${name}`);
  }
});
