// What the script adds for readers: where they are, the question they were sent to, colours, a filter of the glossary.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DESKTOP, PHONE, visitor, withPage } from './lib/browser.mjs';
import { assertNone } from './lib/findings.mjs';
import { kinds } from './lib/site.mjs';

const site = await visitor();

for (const lang of ['ko', 'en']) {
  const path = kinds.get(`explainer (${lang})`);

  test(`the contents mark the section in view (${lang})`, async () => {
    await withPage(site, path, {}, async (page) => {
      const current = page.locator('.contents [aria-current]');
      assert.equal(await current.count(), 0, 'none before the first section');
      const links = await page.locator('.contents details > ol > li > a').all();
      assert.ok(links.length > 3, 'there are contents');
      let headings = 0;
      for (const link of links) {
        await link.click();
        const href = await link.getAttribute('href');
        await page.waitForFunction((a) => a.ariaCurrent === 'true', await link.elementHandle());
        assert.deepEqual(await current.evaluateAll((all) => all.map((a) => a.getAttribute('href'))), [href]);
        // The headings below a section are there while it is in view.
        const shown = await page.locator('.contents ol ol:visible').evaluateAll((all) => all.map((list) => list.previousElementSibling.getAttribute('href')));
        assert.ok(shown.every((of) => of === href), `${shown} below ${href}`);
        headings += shown.length;
      }
      assert.ok(headings > 0, 'a section has headings');
    });
  });

  test(`an address of a question opens it, at once and later (${lang})`, async () => {
    const ids = await withPage(site, path, {}, (page) =>
      page.locator('.faq details').evaluateAll((all) => all.map((item) => item.id)),
    );
    assert.ok(ids.length > 1, 'there are questions');
    await withPage(site, `${path}#${encodeURIComponent(ids.at(-1))}`, {}, async (page) => {
      const item = (id) => page.locator(`details[id="${id}"]`);
      const opened = (id) => page.waitForFunction((details) => details.open, id);
      await opened(await item(ids.at(-1)).elementHandle());
      const isInView = await item(ids.at(-1)).evaluate((details) => details.getBoundingClientRect().top < innerHeight);
      assert.ok(isInView, 'it is in view');
      assert.equal(await item(ids[0]).evaluate((details) => details.open), false, 'the others stay as they are');
      await page.locator('.permalink').first().click();
      await opened(await item(ids[0]).elementHandle());
    });
  });
}

for (const [screen, viewport] of [['desktop', DESKTOP], ['phone', PHONE]]) {
  test(`the header is back when the reader scrolls up, and away on the way down (${screen})`, async () => {
    await withPage(site, kinds.get('explainer (ko)'), { viewport }, async (page) => {
      const top = () => page.locator('.masthead').evaluate((header) => header.getBoundingClientRect().top);
      const scroll = async (to) => {
        await page.evaluate((y) => scrollTo(0, y), to);
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      };
      await scroll(2000);
      assert.ok((await top()) < -500, 'away');
      await scroll(1900);
      assert.equal(await top(), 0);
      await scroll(2100);
      assert.ok((await top()) < -500, 'away again');
    });
  });
}

const LIGHT = 'rgb(252, 251, 248)';
const DARK = 'rgb(21, 23, 26)';
const paper = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test('the colours follow the system until the reader chooses, and a choice is kept', async () => {
  await withPage(site, kinds.get('home (ko)'), { colorScheme: 'dark' }, async (page) => {
    const button = page.locator('.theme');
    const state = async () => [await button.getAttribute('title'), await paper(page)];
    assert.deepEqual(await state(), ['화면 테마: 시스템 설정', DARK]);
    const { width, height } = await button.boundingBox();
    assert.ok(width >= 44 && height >= 44, 'as large as a finger');
    for (const expected of [
      ['화면 테마: 라이트 모드', LIGHT],
      ['화면 테마: 다크 모드', DARK],
      ['화면 테마: 시스템 설정', DARK],
      ['화면 테마: 라이트 모드', LIGHT],
    ]) {
      await button.focus();
      await page.keyboard.press('Enter');
      assert.deepEqual(await state(), expected);
      await page.reload();
      assert.deepEqual(await state(), expected, 'after loading anew');
    }
    await page.goto(site.server.root + kinds.get('explainer (en)'));
    assert.deepEqual(await state(), ['Colors: light', LIGHT], 'on another page');
  });
});

test('a chosen colour is there before the first paint, without the deferred script', async () => {
  await withPage(site, kinds.get('home (ko)'), { colorScheme: 'light' }, async (page) => {
    await page.evaluate(() => localStorage.setItem('hs-theme', 'dark'));
    await page.route('**/theme.*.js', (route) => route.abort());
    await page.reload();
    assert.equal(await paper(page), DARK);
  });
});

test('the script in the head is no longer than 200 bytes', async () => {
  await withPage(site, kinds.get('home (ko)'), {}, async (page) => {
    const scripts = await page.locator('head script:not([src], [type])').allTextContents();
    assert.equal(scripts.length, 1);
    assert.ok(Buffer.byteLength(scripts[0]) <= 200);
  });
});

test('what needs script is not shown without it', async () => {
  await withPage(site, kinds.get('glossary (ko)'), { javaScriptEnabled: false }, async (page) => {
    assert.equal(await page.locator('.theme:visible, .filter:visible').count(), 0);
  });
});

test('nothing moves when the scripts come, however late', async () => {
  for (const kind of ['explainer (ko)', 'glossary (ko)', 'search (ko)', 'front door']) {
    await withPage(site, kinds.get(kind), { viewport: PHONE }, async (page) => {
      await page.route('**/*.js', async (route) => {
        await new Promise((done) => setTimeout(done, 400));
        await route.continue();
      });
      await page.reload();
      const moved = await page.evaluate(
        () =>
          new Promise((done) => {
            const found = [];
            new PerformanceObserver((list) => {
              for (const { sources } of list.getEntries()) found.push(...sources.map(({ node }) => node?.outerHTML?.slice(0, 80)));
            }).observe({ type: 'layout-shift', buffered: true });
            setTimeout(() => done(found), 600);
          }),
      );
      assert.deepEqual(moved, [], kind);
    });
  }
});

/** The terms that are shown. */
const shown = (page) =>
  page.locator('.terms > div:visible dt > :first-child').evaluateAll((names) => names.map((name) => name.textContent));

test('the glossary is filtered by name, by other name, by first consonants and while a syllable is typed', async () => {
  await withPage(site, kinds.get('glossary (ko)'), {}, async (page) => {
    const box = page.getByRole('searchbox');
    const all = await shown(page);
    for (const typed of ['콜로서스', '콜로', '코', 'ㅋㄹㅅㅅ', 'ㅋㄹ', '콜ㄹ', 'Colossus', 'coloss', ' 콜로 서스 ']) {
      await box.fill(typed);
      const found = await shown(page);
      assert.ok(found.includes('콜로서스'), `«${typed}» finds 콜로서스`);
      assert.ok(found.length < all.length / 2, `«${typed}» finds few: ${found}`);
    }
    await box.fill('콜로서스');
    assert.deepEqual(await shown(page), ['콜로서스']);
    assert.equal(await page.locator('.text > section:visible').count(), 1, 'empty groups are gone');
    assert.equal(await page.getByRole('status').innerText(), '용어 1개');
    await box.fill('(?');
    assert.deepEqual(await shown(page), []);
    assert.equal(await page.getByRole('status').innerText(), '검색 결과가 없습니다.');
    await box.press('Escape');
    assert.equal(await box.inputValue(), '');
    assert.deepEqual(await shown(page), all);
    assert.equal(await page.getByRole('status').innerText(), '');
  });
});

test('the English glossary is filtered by Korean names too', async () => {
  await withPage(site, kinds.get('glossary (en)'), {}, async (page) => {
    const box = page.getByRole('searchbox', { name: 'Filter the terms' });
    for (const typed of ['colossus', 'ㅋㄹㅅㅅ', '콜로서스']) {
      await box.fill(typed);
      assert.deepEqual(await shown(page), ['Colossus'], typed);
    }
    assert.equal(await page.getByRole('status').innerText(), '1 term');
  });
});

for (const [address, lang, heading, near] of [
  ['ko/glossary/colosus/', 'ko', '찾으시는 페이지가 없습니다', '콜로서스'],
  ['en/glosary/physicalai', 'en', 'Page not found', 'Physical AI'],
  ['en/openai-xia/', 'en', 'Page not found', 'Minds in search of a body'],
]) {
  test(`what is not there is told in the language of its address, with the nearest page (/${address})`, async () => {
    await withPage(site, address, {}, async (page) => {
      const found = page.locator('.near a').first();
      await found.waitFor();
      assert.ok((await found.innerText()).startsWith(near), await found.innerText());
      assert.equal(await page.locator('html').getAttribute('lang'), lang);
      assert.equal(await page.title(), heading);
      assert.ok((await page.locator('h1 > :first-child').innerText()).startsWith(heading));
      assert.match(new URL(await found.evaluate((a) => a.href)).pathname, new RegExp(`^/haeseol/${lang}/[a-z/-]+/$`));
    });
  });
}

test('what is like nothing here is told without a guess, and leads to search in both languages', async () => {
  await withPage(site, 'zzz/qqqqq/', {}, async (page) => {
    await page.waitForLoadState('networkidle');
    assert.equal(await page.locator('.near').count(), 0);
    const links = await page.locator('main a').evaluateAll((all) => all.map((a) => new URL(a.href).pathname));
    assert.deepEqual(links, ['ko/', 'ko/search/', 'en/', 'en/search/'].map((path) => `/haeseol/${path}`));
  });
});

test('each subject of the comparison keeps its colour under its name in the text', async () => {
  await withPage(site, kinds.get('explainer (ko)'), {}, async (page) => {
    const [openai, xai, other] = await page.evaluate(() =>
      ['[data-term=openai]', '[data-term=xai]', '[data-term=tesla]'].map(
        (name) => getComputedStyle(document.querySelector(`p ${name}`)).textDecorationColor,
      ),
    );
    const bars = await page.locator('.compare thead th').evaluateAll((all) =>
      all.slice(1).map((head) => getComputedStyle(head).backgroundImage.match(/rgb\([^)]*\)/)[0]),
    );
    assert.deepEqual([openai, xai], bars);
    assert.notEqual(openai, other);
    assert.equal(await page.locator('p [data-term=openai]').first().evaluate((a) => getComputedStyle(a).textDecorationLine), 'underline');
  });
});

test('the glossary is ordered by first letters, or by categories, and each term is there once', async () => {
  await withPage(site, kinds.get('glossary (ko)'), {}, async (page) => {
    const all = await shown(page);
    const titles = () => page.locator('.text > section:visible > h2').allTextContents();
    const letters = await titles();
    await page.getByRole('radio', { name: '분류별' }).check();
    assert.ok((await titles()).includes('금융'), 'a category is a heading');
    assert.deepEqual((await shown(page)).sort(), [...all].sort());
    await page.getByRole('searchbox').fill('콜로서스');
    assert.deepEqual([await titles(), await shown(page)], [['기술'], ['콜로서스']]);
    await page.locator('.jump a').first().click();
    assert.deepEqual([await titles(), await shown(page)], [letters, all], 'a letter leads to the order by letters');
  });
});

test('the glossary offers no letter that it has no term for', async () => {
  await withPage(site, kinds.get('glossary (ko)'), {}, async (page) => {
    const [links, ids] = await page.evaluate(() => [
      [...document.querySelectorAll('.jump a')].map((a) => a.getAttribute('href')),
      [...document.querySelectorAll('.text > section')].map((section) => `#${section.id}`),
    ]);
    assert.deepEqual(links.map(decodeURIComponent), ids);
  });
});

test('an article ends with its sources, what is alike, its terms and what has changed, in this order', async () => {
  for (const lang of ['ko', 'en']) {
    await withPage(site, kinds.get(`explainer (${lang})`), {}, async (page) => {
      const ends = await page.locator('.end').evaluateAll((all) => all.map((end) => end.id));
      const order = ['hs-sources', 'hs-alike', 'hs-terms', 'hs-history'];
      assert.deepEqual(ends, order.filter((id) => ends.includes(id)));
      assert.ok(ends.includes('hs-sources') && ends.includes('hs-terms') && ends.includes('hs-history'));
    });
  }
});

test('the terms at the end are two columns on a desk and folded on a phone', async () => {
  for (const [viewport, columns] of [[DESKTOP, 2], [{ width: 768, height: 900 }, 2], [PHONE, 0]]) {
    await withPage(site, kinds.get('explainer (ko)'), { viewport }, async (page) => {
      const lefts = await page.locator('#hs-terms dt').evaluateAll((all) =>
        all.filter((dt) => dt.checkVisibility()).map((dt) => dt.getBoundingClientRect().left),
      );
      assert.equal(new Set(lefts).size, columns, `${viewport.width} px`);
      if (columns > 0) return;
      await page.locator('#hs-terms summary').click();
      assert.ok(await page.locator('#hs-terms dt').first().isVisible(), 'a tap unfolds them');
    });
  }
});

test('the title says what is compared, in its colours, and what the text is about', async () => {
  await withPage(site, kinds.get('explainer (en)'), {}, async (page) => {
    assert.deepEqual(await page.locator('.kicker span').allTextContents(), ['OpenAI', 'xAI']);
    const description = await page.locator('meta[name=description]').getAttribute('content');
    assert.equal(await page.locator('.standfirst').textContent(), description);
    const hue = (at) => page.locator(at).first().evaluate((field) => field.style.getPropertyValue('--hue'));
    const own = await hue('.title');
    assert.match(own, /^\d+$/);
    const link = 'li:has(a[href*="openai-xai"])';
    await page.goto(site.server.root + kinds.get('home (en)'));
    assert.equal(await hue(link), own, 'the colour is the same on the home page');
    await page.goto(`${site.server.root}`);
    assert.equal(await hue('.pair.field:has(a[href*="openai-xai"])'), own, 'and on the front door');
  });
});

test('colours of subjects are nobody else’s', async () => {
  await withPage(site, kinds.get('explainer (ko)'), {}, async (page) => {
    const colours = await page.evaluate(() => {
      const { body } = document;
      const used = (name) => {
        body.style.color = `var(--${name})`;
        return getComputedStyle(body).color;
      };
      return ['subject-1', 'subject-2', 'subject-3', 'subject-4', 'link', 'visited', 'term-color', 'ink', 'muted'].map(used);
    });
    assert.equal(new Set(colours).size, colours.length, colours.join(' '));
  });
});

test('in a low window, as at 400 % zoom, the header scrolls away', async () => {
  await withPage(site, kinds.get('explainer (ko)'), { viewport: { width: 320, height: 256 } }, async (page) => {
    for (const y of [2000, 1900]) {
      await page.evaluate((to) => scrollTo(0, to), y);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    }
    assert.ok((await page.locator('.masthead').evaluate((header) => header.getBoundingClientRect().bottom)) < 0);
  });
});

test('who points at a heading can copy its address', async () => {
  await withPage(site, kinds.get('explainer (ko)'), {}, async (page) => {
    const links = await page.locator('.text :is(.heading h2, h3[id]) > a').evaluateAll((all) =>
      all.map((a) => [a.tabIndex, !!document.querySelector(`.text [id="${decodeURIComponent(a.hash.slice(1))}"]`), a.textContent === a.parentElement.textContent]),
    );
    assert.ok(links.length > 7, 'there are headings of both levels');
    for (const link of links) assert.deepEqual(link, [-1, true, true]);
  });
});

test('the target of an address has the colour of surfaces and a rule at its side', async () => {
  await withPage(site, `${kinds.get('explainer (ko)')}#hs-source-aeiai`, {}, async (page) => {
    const { color, surface, shadow, rule } = await page.locator('#hs-source-aeiai').evaluate((item) => {
      const probe = document.body.appendChild(document.createElement('i'));
      probe.style.cssText = 'background: var(--surface); color: var(--term)';
      const { backgroundColor, color } = getComputedStyle(probe);
      return { color: getComputedStyle(item).backgroundColor, surface: backgroundColor, shadow: getComputedStyle(item).boxShadow, rule: color };
    });
    assert.equal(color, surface);
    assert.ok(shadow.includes(rule), shadow);
  });
});

for (const lang of ['ko', 'en']) {
  test(`links that read alike have names of their own, each of its section or question (${lang})`, async () => {
    await withPage(site, kinds.get(`explainer (${lang})`), {}, async (page) => {
      const names = await page.locator('.twins a, .permalink').evaluateAll((links) => links.map((link) => link.ariaLabel ?? document.getElementById(link.getAttribute('aria-labelledby')).textContent));
      assert.ok(names.length > 10 && new Set(names).size === names.length, `${names}`);
      const titles = await page.locator('summary h3').allInnerTexts();
      for (const title of titles) assert.ok(names.some((name) => name.includes(title)), title);
    });
  });

  test(`a term's summary does not begin with its name, and other terms that use it are a few lines of links (${lang})`, async () => {
    await withPage(site, kinds.get(`glossary (${lang})`), {}, async (page) => {
      const repeated = await page.locator('.terms > div').evaluateAll((entries) =>
        entries.map((entry) => [entry.querySelector('dt a').textContent, entry.querySelector('dd').textContent.trim()]).filter(([name, said]) => said.startsWith(`${name} `)),
      );
      assertNone(repeated, 'summary that repeats its name');
    });
    await withPage(site, kinds.get(`term (${lang})`), { viewport: { width: 1440, height: 900 } }, async (page) => {
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      assert.ok(height < 3500, `${height} px`);
    });
  });
}

test('the front door and the page for what is not there end in both languages, and an article leads on', async () => {
  for (const kind of ['front door', 'not found']) {
    await withPage(site, kinds.get(kind), {}, async (page) => {
      const ends = await page.locator('.colophon p').evaluateAll((parts) => parts.map((part) => part.lang));
      assert.deepEqual(ends, ['ko', 'en'], kind);
    });
  }
  await withPage(site, kinds.get('explainer (ko)'), {}, async (page) => {
    assert.ok((await page.locator('#hs-alike a').count()) > 0);
    assert.ok((await page.locator('.neighbours a').count()) > 0);
  });
});
