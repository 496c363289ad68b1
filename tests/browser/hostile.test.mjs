// What an author's own script, ids and names must not break, and what the theme must not break for them.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

import { DESKTOP, launch, visitor, withPage } from './lib/browser.mjs';
import { assertNone } from './lib/findings.mjs';
import { repository } from './lib/haeseol.mjs';
import { preview } from './lib/preview.mjs';
import { base, folder, kinds } from './lib/site.mjs';

const site = await visitor();
const browser = await launch();

const written = (file) => readFileSync(join(repository, file), 'utf8');
const scripts = readdirSync(join(repository, 'static')).filter((file) => file.endsWith('.js')).map((file) => written(`static/${file}`));
/** Every word of the scripts: among them are all names that they declare or use. */
const words = [...new Set([...scripts, written('src/serve/preview.js')].join('\n').match(/[A-Za-z_]\w*/g))];

/** What a page without any script has of its own. */
const blank = await withPage(site, 'robots.txt', {}, (page) =>
  page.evaluate((words) => {
    const isFree = (name) => {
      try {
        return Boolean(Function(`let ${name}`)) && Object.getOwnPropertyDescriptor(window, name)?.configurable !== false;
      } catch {
        return false; // a word of the language
      }
    };
    return {
      global: Object.getOwnPropertyNames(window),
      declarable: words.filter(isFree),
      ofDocument: words.filter((word) => word in Document.prototype),
      ofElements: words.filter((word) => word in HTMLFormElement.prototype),
    };
  }, words),
);

/**
 * What an author may write: a `const` of every name that the scripts declare or use, an element with each of them for its
 * id, and others that hide what `document` has by that name; a form whose fields hide what an element has.
 */
const HOSTILE = [
  ...blank.declarable.map((name) => `<script>const ${name} = '${name}'</script>`),
  ...words.map((name) => `<a id="${name}"></a>`),
  ...blank.ofDocument.map((name) => `<img name="${name}" alt=""><form name="${name}"></form>`),
  `<form style="position: fixed; left: 0; bottom: 0; padding: 20px" class="fields">${blank.ofElements.map((name) => `<input type="hidden" name="${name}">`).join('')}</form>`,
].join('\n');

/** What an author may write in a text: classes that the theme has too, addresses that are none. */
const AWKWARD = `<div class="theme"></div><nav class="contents"><a href="#%">%</a></nav><output></output>
<p><a class="term" href='"]'>"]</a> <a class="term">none</a></p>`;

/** Fails only for what has not come about after a minute. */
async function until(what, condition) {
  for (let i = 0; i < 600; i += 1) {
    const found = await condition();
    if (found) return found;
    await sleep(100);
  }
  return assert.fail(`not within a minute: ${what}`);
}

/**
 * Opens `address` with the hostile part at the beginning of its body, the awkward one of its text, and runs `task`, in which no
 * script may fail.
 *
 * The page is looked at from outside, as whatever ran in it would be broken by its elements too.
 */
async function visit(address, task, { html = HOSTILE, ...options } = {}) {
  const context = await browser.newContext({ viewport: DESKTOP, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.route(`${base}**`, async (route) => {
    await route.fulfill({ response: await route.fetch({ url: route.request().url().replace(base, site.server.root) }) });
  });
  await page.route(address, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace(/<body[^>]*>/, (body) => `${body}\n${html}`).replace(/<main[^>]*>/, (main) => (html ? `${main}\n${AWKWARD}` : main)) });
  });
  const devtools = await context.newCDPSession(page);
  const node = async (selector) => {
    const { root } = await devtools.send('DOM.getDocument', { depth: 0 });
    return (await devtools.send('DOM.querySelector', { nodeId: root.nodeId, selector })).nodeId;
  };
  // While a page is loaded again, its nodes go.
  const found = (selector) => until(selector, () => node(selector).catch(() => 0));
  const at = async (selector) => {
    const nodeId = await found(selector);
    await devtools.send('DOM.scrollIntoViewIfNeeded', { nodeId });
    const [[left, top, , , right, bottom]] = (await devtools.send('DOM.getContentQuads', { nodeId })).quads;
    return [(left + right) / 2, (top + bottom) / 2];
  };
  try {
    await page.goto(address, { waitUntil: 'load' });
    await task({
      page,
      found,
      click: async (selector) => page.mouse.click(...(await at(selector))),
      hover: async (selector) => page.mouse.move(...(await at(selector)), { steps: 2 }),
      html: async (selector) => (await devtools.send('DOM.getOuterHTML', { nodeId: await found(selector) })).outerHTML,
      declared: async () => {
        const { result } = await devtools.send('Runtime.evaluate', { expression: 'this' });
        assert.ok(result.objectId);
        return (await devtools.send('Runtime.globalLexicalScopeNames')).names;
      },
    });
    assertNone(errors, 'error of a script');
  } finally {
    await context.close();
  }
}

const address = (path) => site.server.root + path;

test('there is enough that is hostile', () => {
  for (const name of ['header', 'search', 'find', 'card', 'URL', 'history', 'addEventListener']) assert.ok(blank.declarable.includes(name), name);
  for (const name of ['body', 'querySelector', 'createElement', 'currentScript', 'title']) assert.ok(blank.ofDocument.includes(name), name);
  assert.ok(blank.ofElements.includes('closest'));
});

for (const lang of ['ko', 'en']) {
  test(`an article works beside an author's names: theme, contents, language, cards, search (${lang})`, async () => {
    await visit(address(`${lang}/openai-xai/`), async ({ page, click, hover, found, html }) => {
      await click('button.theme');
      await found('html[data-theme="light"]');
      await click('.contents li:nth-child(3) a');
      await found('.contents li:nth-child(3) a[aria-current="true"]');
      assert.match(await html('.languages a'), /href="[^"]*#[^"]+"/);
      await hover('a.term:not([data-term])');
      await sleep(500); // so long that a card would be open
      await hover('a.term[data-term]');
      await found('#hs-card.card dt');
      await hover('.fields');
      await click('.fields');
      for (let times = 0; times < 2; times += 1) {
        await page.keyboard.press('/');
        await found('dialog[open]');
        await page.keyboard.type('xAI');
        await found('#hs-results a[href$="/glossary/xai/"]');
        await page.keyboard.press('Escape');
        await found('dialog:not([open])');
      }
    });
  });
}

test('a question is opened by its address beside an author’s names', async () => {
  const id = await withPage(site, 'ko/openai-xai/', {}, (page) => page.locator('.faq details').last().getAttribute('id'));
  await visit(address(`ko/openai-xai/#${encodeURIComponent(id)}`), ({ found }) => found(`details[id="${id}"][open]`));
});

test('the search page works beside an author’s names', async () => {
  await visit(address(`ko/search/?q=${encodeURIComponent('콜로서스')}`), async ({ found, html }) => {
    await found('#results a[href$="/ko/glossary/colossus/"]');
    assert.match(await html('#hs-all'), /^<div id="hs-all" hidden/);
  });
});

test('the filter of the glossary works beside an author’s names', async () => {
  await visit(address('ko/glossary/'), async ({ page, click, found, html }) => {
    await click('#hs-filter');
    await page.keyboard.type('콜로');
    await found('.terms > div[hidden]');
    await found('.terms > div:not([hidden]) a[href$="colossus/"]');
    assert.match(await html('.filter output'), />\D*1\D*</);
  });
});

for (const [kind, path] of kinds) {
  test(`${kind}: no script fails beside an author's names`, async () => {
    await visit(address(path), ({ click, found }) => click('button.theme').then(() => found('html[data-theme="light"]')));
  });

  test(`${kind}: nothing is added to what is global`, async () => {
    await visit(address(path), async ({ page, declared }) => {
      // Search is loaded by its key.
      await page.keyboard.press('/');
      if (await page.locator('.find[data-search]').count()) await page.locator('#hs-list').waitFor({ state: 'attached' });
      const names = await page.evaluate(() => Object.getOwnPropertyNames(window));
      assertNone(names.filter((name) => !blank.global.includes(name)), 'new property of window');
      assertNone(await declared(), 'new name in the global scope');
      // So a script that comes later may declare what it likes.
      await page.addScriptTag({ content: blank.declarable.map((name) => `let ${name}`).join('\n') });
    }, { html: '' });
  });
}

test('a name that a page declares would be seen', async () => {
  await visit(address('ko/about/'), async ({ declared }) => assert.deepEqual(await declared(), ['header']), { html: '<script>const header = 1</script>' });
});

test('the script of the preview works beside an author’s names, and adds none', async () => {
  const live = await preview();
  after(() => live.stop());
  await visit(`${live.address}ko/story/`, async ({ page, declared, found }) => {
    assertNone(await declared(), 'new name in the global scope');
    const names = await page.evaluate(() => Object.getOwnPropertyNames(window));
    assertNone(names.filter((name) => !blank.global.includes(name)), 'new property of window');
    await found('haeseol-preview');
  }, { html: '' });
  // The ids of the page itself stay its own.
  const html = ['long', 'faq', 'why', 'when'].reduce((html, id) => html.replace(`<a id="${id}"></a>`, ''), HOSTILE);
  live.edit('content/story/index.ko.md', '서버는 여기에 있다.', `<p class="told">처음</p>\n\n${html}`);
  await until('the new text', async () => (await (await fetch(`${live.address}ko/story/`)).text()).includes('class="told"'));
  await visit(`${live.address}ko/story/`, async ({ html }) => {
    assert.match(await html('.told'), /처음/);
    live.edit('content/story/index.ko.md', '처음', '다음');
    await until('the change', async () => (await html('.told').catch(() => '')).includes('다음'));
  }, { html: '' });
});

const NOWHERE = [
  '%', '%E0%A4%A', 'ko/%ZZ/', '%00', 'ko/%ED%95', '/', '//', '//ko//', '?', '?q=%', '#%', 'ko/"><img src=x onerror=alert(1)>/', "en/'`]/",
  `ko/${encodeURIComponent('가'.normalize('NFD').repeat(20))}/`, `en/${'long/'.repeat(1500)}`, 'ko/__proto__/constructor', 'en/../%2e%2e/x', 'ko/\u{1f600}',
];

for (const path of NOWHERE) {
  test(`the page for what is not there works at ${path.slice(0, 40)}`, async () => {
    const { origin } = new URL(site.server.root);
    for (const start of [site.server.root, `${origin}/`]) {
      await withPage(site, 'robots.txt', {}, async (page) => {
        const errors = [];
        page.on('pageerror', (error) => errors.push(error.message));
        page.on('dialog', (dialog) => { errors.push('a dialog'); dialog.dismiss() });
        await page.goto(`${start}${path}${path[0] === '#' ? '' : '/none'}`, { waitUntil: 'load' });
        const lang = /^\/*(?:haeseol\/+)?(ko|en)\//.exec(new URL(page.url()).pathname)?.[1];
        if (lang) assert.equal(await page.getAttribute('html', 'lang'), lang);
        assertNone(errors, 'error of a script');
      });
    }
  });
}

for (const path of ['%/collossus', 'ko/%E0%A4%A/collossus/', 'ko//collossus//', 'ko/"/COLOSUS?q=%#%']) {
  test(`what cannot be decoded keeps no page from being suggested (/${path})`, async () => {
    await withPage(site, path, {}, async (page) => {
      assert.match(await page.locator('.near a').first().getAttribute('href'), /\/ko\/glossary\/colossus\/$/);
    });
  });
}

test('a reader whose browser forbids storage and history, and has no popovers, loses nothing else', async () => {
  for (const [kind, path] of kinds) {
    await withPage(site, 'robots.txt', {}, async (page) => {
      const errors = [];
      page.on('pageerror', (error) => errors.push(`${kind}: ${error.message}`));
      await page.addInitScript(() => {
        const refuse = { get() { throw new DOMException('forbidden', 'SecurityError') } };
        Object.defineProperties(window, { localStorage: refuse, sessionStorage: refuse, history: refuse });
        delete HTMLElement.prototype.showPopover;
        delete HTMLElement.prototype.popover;
      });
      await page.goto(site.server.root + path, { waitUntil: 'load' });
      await page.locator('button.theme').click();
      await page.locator('html[data-theme="light"]').waitFor({ state: 'attached' });
      if (await page.locator('a.term').count()) await page.locator('a.term').first().hover();
      if (await page.locator('.find[data-search]').count()) {
        await page.keyboard.press('/');
        await page.locator('input[name=q]').fill('xAI');
        await page.locator('[role=option]').first().waitFor();
      }
      assertNone(errors, 'error of a script');
    });
  }
});

test('a site is searched from a disk too', async () => {
  const page = await browser.newPage();
  await page.goto(`${pathToFileURL(join(folder, 'ko/openai-xai/index.html'))}`);
  await page.keyboard.press('/');
  await page.locator('dialog input').fill('xAI');
  await page.locator('#hs-results a').first().waitFor();
  await page.close();
});
