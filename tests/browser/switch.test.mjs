// Changing the language keeps the reader's place: each section of an explainer links to its translation.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DESKTOP, PHONE, visitor, withPage } from './lib/browser.mjs';
import { kinds } from './lib/site.mjs';

const site = await visitor();

/** Waits until a wheel's scrolling has come to rest, and what follows it has been painted. */
const atRest = (page) =>
  page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    for (let last, still = 0; still < 10; still = scrollY === last ? still + 1 : 0) {
      last = scrollY;
      await frame();
    }
  });

const hashOf = (page) => decodeURIComponent(new URL(page.url()).hash.slice(1));

/** The section at the top of the screen, as a reader sees it: the first one of which more than a line is shown. */
const atTop = (page) =>
  page.evaluate(() => {
    const line = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) + 2;
    const sections = [...document.querySelectorAll('section[id][data-kind]')];
    return sections.find((section) => section.getBoundingClientRect().bottom > line)?.id;
  });

for (const lang of ['ko', 'en']) {
  const other = { ko: 'en', en: 'ko' }[lang];

  for (const [screen, viewport] of [['desktop', DESKTOP], ['phone', PHONE]]) {
    test(`at each section the switch in the header lands on its translation (${lang}, ${screen})`, async () => {
      const path = kinds.get(`explainer (${lang})`);
      const ids = await withPage(site, path, { viewport }, (page) =>
        page.locator('section[id][data-kind]').evaluateAll((sections) => sections.map((section) => section.id)),
      );
      assert.ok(ids.length > 3, 'there are sections');
      await withPage(site, path, { viewport }, async (page) => {
        for (const id of ids) {
          await page.goto(`${site.server.root}${path}#${encodeURIComponent(id)}`);
          // By script, as a click would scroll to the header first; readers see the header when they scroll up.
          const link = page.locator(`.languages a[hreflang="${other}"]`);
          await page.waitForFunction(([a, hash]) => decodeURIComponent(a.hash) === hash, [await link.elementHandle(), `#${id}`]);
          await Promise.all([page.waitForURL(`**/${other}/**`), link.evaluate((a) => a.click())]);
          assert.equal(hashOf(page), id);
          assert.equal(page.url().split('#')[0], site.server.root + kinds.get(`explainer (${other})`));
          assert.equal(await atTop(page), id, 'the translation is where the reader looks');
        }
      });
    });
  }

  test(`scrolled by hand, the switch follows; at the top it leads to the top (${lang})`, async () => {
    await withPage(site, kinds.get(`explainer (${lang})`), {}, async (page) => {
      const link = page.locator(`.languages a[hreflang="${other}"]`);
      const hash = () => link.evaluate((a) => decodeURIComponent(a.hash));
      assert.equal(await hash(), '');
      await page.mouse.move(400, 400);
      // Well inside a section, where nobody doubts which one it is.
      const inside = await page.locator('section[data-kind]').nth(2).evaluate((section) => section.getBoundingClientRect().top + 400);
      await page.mouse.wheel(0, inside);
      await page.waitForFunction((y) => scrollY > y - 100, inside);
      await atRest(page);
      assert.equal(await hash(), `#${await atTop(page)}`);
      await page.mouse.wheel(0, -200);
      await page.waitForFunction(() => document.querySelector('.masthead').getBoundingClientRect().top === 0);
      await atRest(page);
      const expected = await hash();
      // The header is back: now a reader can click. (The driver's own click would scroll first.)
      const { x, y } = await link.boundingBox();
      await Promise.all([page.waitForURL(`**/${other}/**`), page.mouse.click(x + 5, y + 20)]);
      assert.equal(`#${hashOf(page)}`, expected);
      await page.goBack();
      await page.evaluate(() => scrollTo(0, 0));
      await page.waitForFunction(([a]) => !a.hash, [await page.locator(`.languages a[hreflang="${other}"]`).elementHandle()]);
    });
  });

  test(`each section with a title links to its translation without script (${lang})`, async () => {
    await withPage(site, kinds.get(`explainer (${lang})`), { javaScriptEnabled: false }, async (page) => {
      const translations = await page.locator(`section[id][data-kind] .heading a[hreflang="${other}"]`).evaluateAll((links) =>
        links.map((a) => [a.closest('section').id, a.href]),
      );
      assert.ok(translations.length > 3, 'there are links');
      for (const [id, href] of translations) {
        await page.goto(href);
        assert.equal(await atTop(page), id);
      }
    });
  });
}

test('the front door marks the language chosen last, and sends nobody anywhere', async () => {
  await withPage(site, '', {}, async (page) => {
    assert.equal(await page.locator('.chosen').count(), 0);
    await page.locator('main .more a').last().click();
    const lang = await page.locator('html').getAttribute('lang');
    await page.goto(site.server.root);
    assert.equal(page.url(), site.server.root);
    assert.equal(await page.locator('.chosen').count(), 1);
    assert.equal(await page.locator('.chosen').evaluate((a) => a.closest('[lang]').lang), lang);
  });
});
