// On paper: the whole text, without what only serves on a screen.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { visitor, withPage } from './lib/browser.mjs';
import { assertNone } from './lib/findings.mjs';
import { kinds } from './lib/site.mjs';

const site = await visitor();

const onPaper = (lang, task) =>
  withPage(site, kinds.get(`explainer (${lang})`), {}, async (page) => {
    await page.emulateMedia({ media: 'print' });
    return task(page);
  });

for (const lang of ['ko', 'en']) {
  test(`an explainer prints to PDF (${lang})`, async () => {
    const pdf = await onPaper(lang, (page) => page.pdf({ format: 'A4' }));
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
    const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g);
    assert.ok(sheets.length >= 2, `a long text takes several sheets, not ${sheets.length}`);
  });

  test(`navigation, switches and buttons are not printed (${lang})`, async () => {
    await onPaper(lang, async (page) => {
      const chrome = page.locator('nav, button, input, [role="search"], a[href="#hs-main"], header a[hreflang]');
      assert.ok((await chrome.count()) > 0, 'the page has some');
      const printed = await chrome.evaluateAll((all) =>
        all
          .filter((element) => element.checkVisibility({ visibilityProperty: true }))
          .filter((element) => element.getBoundingClientRect().height > 1)
          .map((element) => element.outerHTML.slice(0, 120)),
      );
      assertNone(printed, 'part of the screen on paper');
    });
  });

  test(`every section is printed, and every answer of the FAQ without being opened (${lang})`, async () => {
    await onPaper(lang, async (page) => {
      const text = page.locator('main :is(h1, h2, section p, section li, section td, details > :not(summary))');
      assert.ok((await text.count()) > 0, 'there is text');
      assert.ok((await page.locator('details:not([open])').count()) > 0, 'there are closed answers');
      const missing = await text.evaluateAll((all) =>
        all
          .filter((block) => block.textContent.trim() !== '' && !block.closest('nav, [popover], [hidden]'))
          .filter((block) => {
            const visible = block.checkVisibility({ visibilityProperty: true, opacityProperty: true });
            return !visible || block.getBoundingClientRect().height < 1;
          })
          .map((block) => `<${block.localName}> ${block.textContent.trim().slice(0, 60)}`),
      );
      assertNone(missing, 'text that is not printed');
    });
  });

  test(`the addresses of sources are printed after their titles (${lang})`, async () => {
    await onPaper(lang, async (page) => {
      const sources = page.locator('main a[href^="http"]:not(.term)');
      assert.ok((await sources.count()) > 0, 'there are sources');
      const mute = await sources.evaluateAll((links) =>
        links
          .filter((link) => !link.textContent.includes('://'))
          .filter((link) => !getComputedStyle(link, '::after').content.includes('://'))
          .map((link) => link.href),
      );
      assertNone(mute, 'link whose address is not printed');
    });
  });

  test(`a comparison is printed as a table whose heading is repeated on each sheet (${lang})`, async () => {
    await onPaper(lang, async (page) => {
      const displays = await page
        .locator('[data-kind="comparison"] table')
        .evaluate((table) =>
          [table, table.tHead, table.rows[1], table.rows[1].cells[1]].map((part) => getComputedStyle(part).display),
        );
      assert.deepEqual(displays, ['table', 'table-header-group', 'table-row', 'table-cell']);
    });
  });
}
