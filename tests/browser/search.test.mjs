// Search as a reader uses it: typing, keys, a shared address, no script, and what must never become markup.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { launch, PHONE, visitor, withPage } from './lib/browser.mjs';
import { barriers } from './lib/checks.mjs';
import { assertNone } from './lib/findings.mjs';
import { build, repository, SETTINGS, temporaryFolder } from './lib/haeseol.mjs';
import { withoutManual } from './lib/parts.mjs';
import { serve } from './lib/server.mjs';
import { folder } from './lib/site.mjs';

const site = await visitor();

/** Opens the Korean search page with a query and gives the addresses of its results, below the site's root. */
const search = (query) =>
  withPage(site, `ko/search/?q=${encodeURIComponent(query)}`, {}, (page) => found(page, site.server.root));

async function found(page, root) {
  await page.waitForFunction(() => document.querySelector('#hs-search ~ output')?.value);
  const links = await page.locator('#results a').evaluateAll((all) => all.map((link) => link.href));
  return links.map((link) => decodeURIComponent(link.replace(root, '')));
}

/** Each query with the page that has to be its first or second result. */
const QUERIES = {
  ko: {
    'ko/glossary/colossus/': [
      '콜로서스', '콜로서', '콜로서스는', '콜로서스를', '콜로서스에서도', '콜로섯', '콜롯', 'ㅋㄹㅅㅅ', '로서스', '콜로써스',
      'Colossus', 'colosus', 'ㅋㅗㄹㄹㅗ', '콜로서슨', '콜로서스느', '콜로서스'.normalize('NFD'),
    ],
    'ko/glossary/data-center/': [
      '데이터센터', '데이터센터를', '데이터센터에서', '데이터센터의', '데이터 센터', '데이터 센터에서', '데이텃', '센터', '데이타센터',
      'data centers', 'ㄷㅇㅌㅅㅌ',
    ],
    'ko/glossary/sovereign-wealth-fund/': ['국부펀드가', '국부펀드'],
    'ko/glossary/physical-ai/': ['피지컬AI', '피지컬 AI', '피지컬ai를', 'ㅍㅈㅋ', 'physical ai'],
    'ko/glossary/xai/': ['XAI', 'xAI에게'],
  },
  en: {
    'en/glossary/colossus/': ['Colossus', 'colos', 'colossus’s', 'colosus', 'collossus', 'colossis', '콜로서스'],
    'en/glossary/gpu/': ['GPU', 'GPUs', 'gpus'],
    'en/glossary/data-center/': ['data center', 'data centers', 'data centre', 'datacenter', 'data cent'],
    'en/glossary/humanoid-robot/': ['humanoid robots', 'humanoids', 'humaniod'],
    'en/glossary/venture-capital/': ['VC', 'venture capital'],
  },
};

for (const [language, pages] of Object.entries(QUERIES)) {
  for (const [wanted, queries] of Object.entries(pages)) {
    test(`${wanted} is the first or second result of every way to ask for it`, async () => {
      const misses = [];
      await withPage(site, `${language}/search/`, {}, async (page) => {
        for (const query of queries) {
          await page.goto(`${site.server.root}${language}/search/?q=${encodeURIComponent(query)}`);
          const results = await found(page, site.server.root);
          if (!results.slice(0, 2).includes(wanted)) misses.push(`${query}: ${results.slice(0, 3).join(' ') || 'nothing'}`);
        }
      });
      assertNone(misses, `query without ${wanted} at the top`);
    });
  }
}

test('a word that only stands in a text is found in any form, and the result leads to its place', async () => {
  for (const query of ['학습을', '학습에서는', '학습']) {
    assert.ok((await search(query)).some((result) => result.startsWith('ko/glossary/large-language-model/')), query);
  }
  assert.ok((await search('멤피스')).includes('ko/glossary/colossus/'));
  assert.ok((await search('외면받을')).includes('ko/openai-xai/#comparison'));
});

test('every word of a query counts', async () => {
  const both = await search('콜로서스 엔비디아');
  for (const result of both) {
    const html = readFileSync(join(folder, result.replace(/#.*/, ''), 'index.html'), 'utf8');
    assert.ok(html.includes('콜로서스') && html.includes('엔비디아'), result);
  }
  assert.ok(both.length > 0);
});

test('results of the other language stand below, under its name', async () => {
  await withPage(site, `ko/search/?q=${encodeURIComponent('콜로서스')}`, {}, async (page) => {
    const other = page.locator('#hs-en');
    await other.locator('a').first().waitFor();
    assert.equal(await other.getAttribute('lang'), 'en');
    assert.equal(await page.locator('#hs-list p[lang=en]').textContent(), 'English');
    assert.match(await other.locator('a').first().getAttribute('href'), /\/en\/glossary\/colossus\/$/);
    const [main, below] = await Promise.all([page.locator('#results').boundingBox(), other.boundingBox()]);
    assert.ok(below.y > main.y + main.height);
  });
});

test('each result is one link with the words marked in its snippet', async () => {
  await withPage(site, `ko/search/?q=${encodeURIComponent('콜로서스를')}`, {}, async (page) => {
    await found(page, site.server.root);
    const items = await page.locator('#results > li').evaluateAll((all) => all.map((item) => [
      item.querySelectorAll('a[href]').length,
      [...item.querySelectorAll('mark')].map((mark) => mark.textContent),
    ]));
    assert.ok(items.length > 3);
    assertNone(items.filter(([links]) => links !== 1), 'result that is not one link');
    assertNone(items.filter(([, marks]) => !marks.some((mark) => mark.startsWith('콜로서스'))), 'result without a mark');
  });
});

test('an address with a query can be shared, and typing keeps the address in step', async () => {
  await withPage(site, 'ko/search/', {}, async (page) => {
    assert.ok(await page.locator('#hs-all').isVisible());
    const length = await page.evaluate(() => history.length);
    await page.locator('input[name=q]').pressSequentially('그록');
    const results = await found(page, site.server.root);
    assert.equal(new URL(page.url()).searchParams.get('q'), '그록');
    assert.equal(await page.evaluate(() => history.length), length);
    assert.ok(await page.locator('#hs-all').isHidden());
    await page.goto(page.url());
    assert.deepEqual(await found(page, site.server.root), results);
    assert.equal(await page.locator('input[name=q]').inputValue(), '그록');
    await page.locator('input[name=q]').press('Escape');
    assert.ok(await page.locator('#hs-all').isVisible());
    assert.equal(new URL(page.url()).searchParams.get('q'), null);
  });
});

test('what is not there is said so, and so is what is', async () => {
  await withPage(site, 'ko/search/?q=%EA%BD%A5%EB%BF%A1%EB%9A%AB', {}, async (page) => {
    await found(page, site.server.root);
    assert.equal(await page.locator('output').textContent(), '검색 결과가 없습니다.');
    await page.locator('input[name=q]').fill('xAI');
    await page.waitForFunction(() => /^검색 결과 \d+개$/.test(document.querySelector('#hs-search ~ output').value));
    assert.equal(await page.locator('output').evaluate((output) => output.tagName), 'OUTPUT');
    await page.locator('#hs-more').click();
    await page.waitForFunction(() => document.querySelectorAll('#results a').length > 8);
  });
});

/** An article with the dialog open. */
const withDialog = (task, options = {}) =>
  withPage(site, 'ko/openai-xai/', options, async (page) => {
    await page.keyboard.press('/');
    const dialog = page.locator('dialog[open]');
    await dialog.locator('input').waitFor();
    return task(page, dialog, dialog.locator('input'));
  });

const active = (page) =>
  page.evaluate(() => {
    const input = document.querySelector('dialog input');
    const option = document.getElementById(input.getAttribute('aria-activedescendant'));
    return option && { href: option.getAttribute('href'), selected: option.ariaSelected, focused: document.activeElement === input };
  });

test('slash, Ctrl K and the link open the dialog, and nothing is fetched before', async () => {
  await withPage(site, 'ko/openai-xai/', {}, async (page) => {
    const requests = site.server.requests.length;
    for (const open of [
      () => page.keyboard.press('/'),
      () => page.keyboard.press('Control+k'),
      () => page.keyboard.press('Meta+k'),
      () => page.locator('a.find').click(),
    ]) {
      await open();
      await page.locator('dialog[open]').waitFor();
      assert.equal(await page.evaluate(() => document.activeElement.name), 'q');
      await page.keyboard.press('Escape');
      await page.locator('dialog[open]').waitFor({ state: 'detached' });
    }
    const asked = site.server.requests.slice(requests).filter((path) => /search\.\w+\.js$/.test(path));
    assert.equal(asked.length, 1);
  });
});

test('closing gives the focus back to where it was', async () => {
  await withPage(site, 'ko/openai-xai/', {}, async (page) => {
    await page.locator('main a').first().focus();
    const before = await page.evaluate(() => document.activeElement.outerHTML);
    await page.keyboard.press('/');
    await page.locator('dialog[open]').waitFor();
    await page.keyboard.press('Escape');
    assert.equal(await page.evaluate(() => document.activeElement.outerHTML), before);
    await page.keyboard.press('/');
    await page.getByRole('button', { name: '닫기' }).click();
    assert.equal(await page.evaluate(() => document.activeElement.outerHTML), before);
  });
});

test('an empty dialog says what can be found and suggests terms', async () => {
  await withDialog(async (page, dialog, input) => {
    const terms = dialog.locator('#hs-terms a');
    await terms.first().waitFor();
    assert.equal(await dialog.locator('output').textContent(), '낱말, 초성, 다른 언어의 이름으로 찾을 수 있습니다.');
    const hrefs = await terms.evaluateAll((all) => all.map((a) => new URL(a.href).pathname));
    assert.equal(hrefs.length, 6);
    assertNone(hrefs.filter((href) => !href.includes('/ko/glossary/')), 'suggestion that is no term');
    await input.fill('콜로서스');
    await dialog.locator('#hs-results a').first().waitFor();
    assert.equal(await terms.count(), 0);
    await input.fill('');
    await terms.first().waitFor();
  });
});

test('a term answers with its summary', async () => {
  await withPage(site, `ko/search/?q=${encodeURIComponent('콜로서스')}`, {}, async (page) => {
    await found(page, site.server.root);
    const summary = /^summary: (.*)$/m.exec(readFileSync(join(repository, 'content/glossary/colossus.ko.md'), 'utf8'))[1];
    assert.equal(await page.locator('#results small').first().textContent(), summary);
  });
});

test('what was meant is said where something else was typed', async () => {
  for (const [query, meant] of [['zhffhtjtm', '콜로서스'], ['ㅊㅐㅣㅐㄴㄴㅕㄴ', 'colossus'], ['콜로거스', '콜로서스']]) {
    await withPage(site, `ko/search/?q=${encodeURIComponent(query)}`, {}, async (page) => {
      assert.ok((await found(page, site.server.root)).slice(0, 2).includes('ko/glossary/colossus/'), query);
      assert.match(await page.locator('output').textContent(), RegExp(`^혹시 ‘${meant}’\\? 검색 결과 \\d+개$`));
    });
  }
});

test('slash is a letter where somebody types', async () => {
  await withPage(site, 'ko/glossary/', {}, async (page) => {
    await page.locator('#hs-filter').press('/');
    assert.equal(await page.locator('dialog').count(), 0);
    assert.equal(await page.locator('#hs-filter').inputValue(), '/');
  });
});

test('all keys of a combobox move through the results, and the focus stays in the field', async () => {
  await withDialog(async (page, dialog, input) => {
    await input.pressSequentially('콜로서스');
    await dialog.locator('#hs-en a').first().waitFor();
    const links = await dialog.locator('[role=listbox] a').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    assert.equal(await active(page), null);
    for (const [key, place] of [
      ['ArrowDown', 0], ['ArrowDown', 1], ['ArrowUp', 0], ['ArrowUp', links.length - 1], ['ArrowDown', 0], ['End', links.length - 1], ['Home', 0],
    ]) {
      await page.keyboard.press(key);
      assert.deepEqual(await active(page), { href: links[place], selected: 'true', focused: true }, `${key} to ${place}`);
    }
    assert.equal(await input.getAttribute('aria-expanded'), 'true');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/ko/glossary/colossus/');
  });
});

test('Enter without a choice leads to the search page with the query', async () => {
  await withDialog(async (page, dialog, input) => {
    await input.fill('국부펀드');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname.endsWith('/ko/search/') && url.searchParams.get('q') === '국부펀드');
    assert.equal((await found(page, site.server.root))[0], 'ko/glossary/sovereign-wealth-fund/');
  });
});

test('results come while a syllable is still being composed, and its keys belong to the input method', async () => {
  await withDialog(async (page, dialog, input) => {
    const keyboard = await page.context().newCDPSession(page);
    const compose = (text) => keyboard.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    for (const text of ['ㅋ', '코', '콜', '콜ㄹ', '콜로', '콜롯']) await compose(text);
    await dialog.locator('#hs-results a').first().waitFor();
    assert.match(await dialog.locator('#hs-results a').first().getAttribute('href'), /\/ko\/glossary\/colossus\/$/);
    assert.equal(await input.inputValue(), '콜롯');
    // While it composes, Enter ends the syllable and the arrows choose among the method's suggestions.
    for (const key of ['ArrowDown', 'Enter', 'Escape']) {
      await input.evaluate((field, key) => {
        field.dispatchEvent(new KeyboardEvent('keydown', { key, isComposing: true, keyCode: 229, bubbles: true, cancelable: true }));
      }, key);
    }
    assert.equal(await active(page), null);
    assert.ok(await dialog.isVisible());
    await keyboard.send('Input.insertText', { text: '콜로서스' });
    await page.keyboard.press('ArrowDown');
    assert.match((await active(page)).href, /\/ko\/glossary\/colossus\/$/);
  });
});

test('nothing moves when results arrive', async () => {
  await withPage(site, `ko/search/?q=${encodeURIComponent('xAI')}`, { viewport: PHONE }, async (page) => {
    await found(page, site.server.root);
    const shift = await page.evaluate(() => new Promise((resolve) => {
      let sum = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
      }).observe({ type: 'layout-shift', buffered: true });
      setTimeout(() => resolve(sum), 300);
    }));
    assert.ok(shift < 0.02, `moved by ${shift}`);
  });
});

test('the dialog fits a phone and a low window', async () => {
  for (const viewport of [PHONE, { width: 320, height: 480 }]) {
    await withDialog(async (page, dialog, input) => {
      await input.fill('xAI');
      await dialog.locator('#hs-results a').nth(5).waitFor();
      const box = await dialog.boundingBox();
      assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= viewport.width && box.y + box.height <= viewport.height, JSON.stringify(box));
      const targets = await dialog.locator('button, [role=option], input').evaluateAll((all) => all.map((target) => target.getBoundingClientRect().height));
      assertNone(targets.filter((height) => height < 44), 'target below 44 px');
    }, { viewport });
  }
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds no barrier in the dialog and on the page with results (${colorScheme})`, async () => {
    await withDialog(async (page, dialog, input) => {
      await input.fill('콜로서스');
      await dialog.locator('#hs-en a').first().waitFor();
      await page.keyboard.press('ArrowDown');
      assertNone(await barriers(page), 'axe violation in the dialog');
      await page.goto(`${site.server.root}ko/search/?q=xAI`);
      await page.locator('#hs-en a').first().waitFor();
      assertNone(await barriers(page), 'axe violation on the page');
    }, { colorScheme });
  });
}

test('an index that does not arrive is said, and search works again when it does', async () => {
  await withPage(site, 'ko/openai-xai/', {}, async (page) => {
    await page.route('**/assets/search/**', (route) => route.abort());
    await page.keyboard.press('/');
    await page.locator('dialog input').fill('콜로서스');
    await page.waitForFunction(() => /지금은 검색할 수 없습니다/.test(document.querySelector('dialog output').value));
    await page.unroute('**/assets/search/**');
    await page.locator('dialog input').fill('콜로서스를');
    await page.locator('#hs-results a').first().waitFor();
  });
});

test('a script that does not arrive leaves the link to the search page', async () => {
  await withPage(site, 'ko/openai-xai/', {}, async (page) => {
    await page.route('**/assets/search.*.js', (route) => route.abort());
    await page.locator('a.find').click();
    await page.waitForURL('**/ko/search/');
  });
});

test('a site that is published anew while it is open does not mix two indexes', async () => {
  await withPage(site, 'ko/openai-xai/', {}, async (page) => {
    // The first answer for the root is one that was cached before the other files changed.
    let old = true;
    await page.route('**/assets/search/ko/root.js*', async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace(/"ko\/root","\w+"/, '"ko/root","00000000"').replace(/(\\"version\\":\\")\w+/, '$100000000');
      await route.fulfill(old ? { response, body } : { response });
      old = false;
    });
    await page.keyboard.press('/');
    await page.locator('dialog input').fill('콜로서스');
    await page.locator('#hs-results a').first().waitFor();
    assert.match(await page.locator('#hs-results a').first().getAttribute('href'), /\/ko\/glossary\/colossus\/$/);
    assert.equal(old, false);
  });
});

test('without script the search page lists everything and shows no form', async () => {
  await withPage(site, `ko/search/?q=${encodeURIComponent('콜로서스')}`, { javaScriptEnabled: false }, async (page) => {
    assert.ok(await page.locator('a[href$="/openai-xai/"]').first().isVisible());
    assert.ok(await page.locator('a[href$="/glossary/colossus/"]').isVisible());
    assert.ok(await page.locator('#hs-search').isHidden());
    assert.match(await page.locator('header.title').innerText(), /스크립트를 쓰지 않는/);
  });
});

test('the script takes words apart as the index does', async () => {
  const vectors = JSON.parse(readFileSync(join(repository, 'src/output/search/vectors.json'), 'utf8'));
  assert.ok(vectors.length > 50);
  // The script keeps its functions to itself: here it gives them out.
  const script = readFileSync(join(repository, 'static/search.js'), 'utf8');
  const open = script.replace(/\}\)\(window\);\s*$/, 'window.own = { find, stems, letters, skeleton, tokens };\n$&');
  assert.notEqual(open, script);
  await withPage(site, 'ko/', {}, async (page) => {
    await page.route('**/assets/search.*.js', (route) => route.fulfill({ contentType: 'text/javascript', body: open }));
    await page.goto(`${site.server.root}ko/search/`);
    const taken = await page.evaluate(async (words) => {
      await own.find('ko', 'x', 1);
      return words.map((word) => {
        const letters = own.letters(word);
        return { word, letters, skeleton: own.skeleton(letters), stems: own.stems(word), tokens: own.tokens(word) };
      });
    }, vectors.map(({ word }) => word));
    assert.deepEqual(taken, vectors.map((vector) => ({ skeleton: vector.letters, tokens: [vector.word], ...vector })));
  });
});

test('the first search costs its readers little', async (t) => {
  // The budget is that of fifty pages, which our own site has in a language without its manual.
  const out = withoutManual();
  const site = await visitor(out);
  const costs = [];
  for (const query of ['콜로서스', '엔비디아', '학습', '사', 'xAI 투자', '데이터 센터를']) {
    const before = site.server.requests.length;
    await withPage(site, `ko/search/?q=${encodeURIComponent(query)}`, {}, async (page) => {
      await found(page, site.server.root);
      await page.waitForLoadState('networkidle');
    });
    const files = [...new Set(site.server.requests.slice(before))].map((path) => path.replace('/haeseol/', ''));
    const weigh = (pattern) => files.filter((file) => pattern.test(file)).reduce((sum, file) => sum + gzipSync(readFileSync(join(out, file)), { level: 6 }).length, 0);
    costs.push({ query, code: weigh(/search\.\w+\.js$/), index: weigh(/^assets\/search\//) });
  }
  for (const { query, code, index } of costs) t.diagnostic(`${query}: code ${code}, index ${index}`);
  assertNone(costs.filter(({ code }) => code === 0 || code > 6 * 1024).map(({ query }) => query), 'query that needs more than 6 KB of code');
  assertNone(costs.filter(({ index }) => index === 0 || index > 20 * 1024).map(({ query }) => query), 'query that needs more than 20 KB of the index');
});

/** A site of the given content files, served at the root of a host. */
async function own(files) {
  const root = temporaryFolder();
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const out = join(root, 'public');
  build(root, out);
  const server = await serve(out);
  after(() => server.close());
  const browser = await launch();
  return { server, open: async (path) => {
    const page = await browser.newPage();
    page.setDefaultTimeout(600000);
    await page.goto(server.root + path);
    return page;
  } };
}

const HOME = { 'content/index.ko.md': '---\ntitle: 처음\n---\n', 'content/index.en.md': '---\ntitle: Home\n---\n' };

test('titles, headings and texts stay text, whatever they hold', async () => {
  const evil = '<img src=x onerror="document.title=1"></script><script>document.title=2</script>';
  const { server, open } = await own({
    'site.toml': SETTINGS,
    ...HOME,
    'content/a.ko.md': `---\ntitle: '표적 ${evil}'\n---\n\n## 표적 \`${evil}\`\n\n표적 \`${evil}\` &lt;b&gt;\n`,
  });
  const page = await open(`ko/search/?q=${encodeURIComponent('표적 <img src=x onerror=alert(1)>')}`);
  await found(page, server.root);
  await page.locator('input[name=q]').fill('표적');
  await page.waitForTimeout(200);
  assert.ok((await found(page, server.root)).length >= 1);
  assert.equal(await page.locator('#hs-list img, #hs-list script').count(), 0);
  assert.equal(await page.title(), '검색 · 시험');
  assert.match(await page.locator('#results').textContent(), /<img src=x onerror/);
  await page.close();
});

test('what is written in two words is found in one, what is written in one in two, and a noun of one syllable in any form', async () => {
  const { server, open } = await own({
    'site.toml': SETTINGS,
    ...HOME,
    'content/a.ko.md': '---\ntitle: 가\n---\n이곳은 인공 위성에서도 보인다.\n',
    'content/b.ko.md': '---\ntitle: 나\n---\n여기서는 기상관측선이 뜬다.\n',
    'content/c.ko.md': '---\ntitle: 다\n---\n칩이 담보다.\n',
  });
  const page = await open('ko/search/');
  for (const [query, wanted] of [['인공위성', 'ko/a/'], ['인공위성을', 'ko/a/'], ['기상 관측선', 'ko/b/'], ['관측선', 'ko/b/'], ['칩을', 'ko/c/'], ['칩에서도', 'ko/c/']]) {
    await page.goto(`${server.root}ko/search/?q=${encodeURIComponent(query)}`);
    assert.equal((await found(page, server.root))[0], wanted, query);
  }
  await page.close();
});

test('a better match comes first: name, title, word, another spelling, beginning, inside, misspelt', async () => {
  const page = (title, text) => `---\ntitle: ${title}\n---\n${text}\n`;
  const { server, open } = await own({
    'site.toml': SETTINGS,
    ...HOME,
    'content/a.ko.md': page('하나', '갈마기 새다.'),
    'content/b.ko.md': page('둘', '큰갈매기떼 무리다.'),
    'content/c.ko.md': page('셋', '갈매기살 구이다.'),
    'content/d.ko.md': page('넷', '갈매기를 보았다.'),
    'content/f.ko.md': page('다섯', '갈메기를 보았다.'),
    'content/e.ko.md': page('갈매기와 바다', '글이다.'),
    'content/glossary/gull.ko.md': '---\ntitle: 갈매기\nsummary: 바닷새다.\n---\n글이다.\n',
  });
  const tab = await open(`ko/search/?q=${encodeURIComponent('갈매기')}`);
  const order = ['ko/glossary/gull/', 'ko/e/', 'ko/d/', 'ko/f/', 'ko/c/', 'ko/b/'];
  // One letter off is shown where there is nothing better.
  assert.deepEqual(await found(tab, server.root), order);
  await tab.goto(`${server.root}ko/search/?q=${encodeURIComponent('갈매귀')}`);
  assert.ok((await found(tab, server.root)).includes('ko/glossary/gull/'));
  await tab.close();
});

test('while a word is half typed, the first results show what it may become, and what it already is still leads', async () => {
  const page = (title, text) => `---\ntitle: ${title}\n---\n${text}\n`;
  const talk = (noun) => `${noun}을 적고 ${noun}이 늘고 ${noun}를 적고 ${noun}가 는다.`;
  const { server, open } = await own({
    'site.toml': SETTINGS,
    ...HOME,
    ...Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`content/use${i}.ko.md`, page(`그림 ${i}`, '\n## 사용\n\n사용이 쉽다. 사용은 그만 적는다.')])),
    ...Object.fromEntries(['사용량', '사용처'].map((noun, i) => [`content/noun${i}.ko.md`, page(`쪽 ${i}`, talk(noun))])),
    'content/animals.ko.md': page('숲', ['사슴', '사자', '사향쥐'].map(talk).join(' ')),
    'content/desert.ko.md': page('모래', talk('사막')),
  });
  const tab = await open('ko/search/');
  const first = async (query) => {
    await tab.goto(`${server.root}ko/search/?q=${encodeURIComponent(query)}`);
    return (await found(tab, server.root)).slice(0, 5);
  };
  const whole = await first('사용');
  assertNone(whole.slice(0, 3).filter((result) => !result.startsWith('ko/use')), 'first result without the word itself');
  assert.deepEqual(whole.slice(3).sort(), ['ko/noun0/', 'ko/noun1/']);
  assert.deepEqual((await first('사')).slice(0, 3), ['ko/animals/', 'ko/use0/#사용', 'ko/desert/']);
  await tab.close();
});

test('a result on the page one is on closes the search and leads to its place; Back leads back', async () => {
  await withPage(site, 'ko/openai-xai/', {}, async (page) => {
    await page.keyboard.press('/');
    await page.locator('dialog input').fill('자주 묻는');
    const result = page.locator('dialog [role=option][href*="openai-xai/#"]').first();
    const { hash } = new URL(await result.evaluate((a) => a.href));
    await result.click();
    await page.waitForURL(`**${hash}`);
    assert.equal(await page.locator('dialog').evaluate((dialog) => dialog.open), false);
    const id = decodeURIComponent(hash.slice(1));
    assert.equal(await page.evaluate(() => document.activeElement.id), id);
    await page.goBack();
    assert.equal(new URL(page.url()).hash, '');
  });
});
