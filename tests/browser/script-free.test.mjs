// Everything can be read and reached without JavaScript.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DESKTOP, PHONE, visitor, withPage } from './lib/browser.mjs';
import { assertNone } from './lib/findings.mjs';
import { kinds } from './lib/site.mjs';

const site = await visitor();
const options = { javaScriptEnabled: false };

for (const [kind, path] of kinds) {
  for (const [screen, viewport] of [['desktop', DESKTOP], ['phone', PHONE]]) {
    test(`${kind}: all text of the page is to be seen without script (${screen})`, async () => {
      await withPage(site, path, { ...options, viewport }, async (page) => {
        const { seen, unseen } = await page.evaluate(readable);
        assert.ok(seen > 0, 'there is text');
        assertNone(unseen, 'text that cannot be seen');
      });
    });
  }
}

/** In the page: blocks of text in `main`, which ones cannot be seen. Fold-outs are opened by their readers, as below. */
function readable() {
  const all = [...document.querySelectorAll('main :is(h1, h2, h3, h4, p, li, dt, dd, td, tbody th, figcaption, summary)')];
  const meant = all.filter(
    (block) =>
      block.textContent.trim() !== '' &&
      !block.closest('[popover], [hidden], template, dialog, noscript') &&
      // Contents have two forms, one for each kind of screen; that they work is shown below.
      !block.closest('nav') &&
      !(block.closest('details:not([open])') && !block.closest('summary')) &&
      // Nor has a list that is never folded on this screen anything to unfold it by.
      !(block.matches('summary') && block.nextElementSibling.checkVisibility()),
  );
  const unseen = meant.filter((block) => {
    const { width, height } = block.getBoundingClientRect();
    const visible = block.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    return !visible || width < 2 || height < 2;
  });
  return {
    seen: meant.length - unseen.length,
    unseen: unseen.map((block) => `<${block.localName}> ${block.textContent.trim().slice(0, 60)}`),
  };
}

for (const lang of ['ko', 'en']) {
  const other = { ko: 'en', en: 'ko' }[lang];
  const explainer = kinds.get(`explainer (${lang})`);

  test(`the answers of a FAQ open by their questions (${lang})`, async () => {
    await withPage(site, explainer, options, async (page) => {
      const items = await page.locator('[data-kind="faq"] details').all();
      assert.ok(items.length > 0, 'there are questions');
      for (const item of items) {
        const summary = item.locator('summary');
        const answer = item.locator(':scope > :not(summary)').first();
        assert.equal(await answer.isVisible(), false, 'closed at first');
        await summary.click();
        assert.equal(await answer.isVisible(), true, `answer to «${await summary.innerText()}»`);
      }
    });
  });

  test(`the language switch leads to the same page and back (${lang})`, async () => {
    for (const kind of ['home', 'explainer', 'glossary', 'term', 'plain page']) {
      await withPage(site, kinds.get(`${kind} (${lang})`), options, async (page) => {
        const change = (to) => page.locator(`header a[hreflang="${to}"][lang="${to}"]`).first().click();
        await change(other);
        assert.equal(page.url(), site.server.root + kinds.get(`${kind} (${other})`), kind);
        await change(lang);
        assert.equal(page.url(), site.server.root + kinds.get(`${kind} (${lang})`), kind);
      });
    }
  });

  for (const [screen, viewport] of [['desktop', DESKTOP], ['phone', PHONE]]) {
    test(`the contents of an explainer lead to its sections (${lang}, ${screen})`, async () => {
      await withPage(site, explainer, { ...options, viewport }, async (page) => {
        const contents = page.locator('main nav').filter({ has: page.locator('a[href^="#"]') });
        for (const summary of await contents.locator('details:not([open]) > summary:visible').all()) await summary.click();
        const hrefs = await contents.locator('a:visible').evaluateAll((links) => links.map((a) => a.getAttribute('href')));
        const titled = page.locator('main section[data-kind]').filter({ has: page.locator('h2') });
        const ids = await titled.evaluateAll((sections) => sections.map((section) => `#${section.id}`));
        assert.ok(ids.length > 0, 'there are sections');
        assert.deepEqual(hrefs.filter((href) => ids.includes(href)), ids);
        await contents.locator(`a[href="${ids.at(-1)}"]:visible`).click();
        assert.equal(new URL(page.url()).hash, ids.at(-1));
      });
    });
  }

  test(`each section of an explainer links to its translation (${lang})`, async () => {
    await withPage(site, explainer, options, async (page) => {
      const sections = await page.locator('main section[data-kind]').all();
      assert.ok(sections.length > 0, 'there are sections');
      for (const section of sections) {
        // A section that goes on without a heading has no link of its own.
        if ((await section.locator('h2').count()) === 0) continue;
        const id = await section.getAttribute('id');
        const link = section.locator(`a[hreflang="${other}"]`).first();
        const expected = `${site.server.root}${kinds.get(`explainer (${other})`)}#${id}`;
        assert.equal(decodeURIComponent(await link.evaluate((a) => a.href)), expected);
      }
    });
  });

  for (const [screen, viewport] of [['desktop', DESKTOP], ['phone', PHONE]]) {
    test(`home and glossary are reached from the header (${lang}, ${screen})`, async () => {
      for (const target of ['home', 'glossary']) {
        await withPage(site, kinds.get(`plain page (${lang})`), { ...options, viewport }, async (page) => {
          const path = kinds.get(`${target} (${lang})`);
          const header = page.locator('body > header, [role="banner"]').first();
          // On a narrow screen the links may be folded away.
          for (const summary of await header.locator('details:not([open]) > summary').all()) await summary.click();
          const hrefs = await header.locator('a:visible').evaluateAll((links) => links.map((a) => a.href));
          assert.ok(hrefs.includes(site.server.root + path), `${target} is among ${hrefs.join(' ')}`);
        });
      }
    });
  }

  test(`terms in the text lead to their pages (${lang})`, async () => {
    await withPage(site, explainer, options, async (page) => {
      const term = page.locator('main a.term[data-term]').first();
      const id = await term.getAttribute('data-term');
      await term.click();
      assert.equal(page.url(), `${site.server.root}${lang}/glossary/${id}/`);
    });
  });
}
