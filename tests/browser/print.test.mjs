// On paper: the whole text, without what only serves on a screen.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';

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
      const chrome = page.locator('nav, button, input, [role="search"], a[href="#hs-main"], header a[hreflang], .masthead a:not(.name), .byline a');
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
          // What leads to other pages is left out: nobody follows a link on paper.
          .filter((block) => block.textContent.trim() !== '' && !block.closest('nav, [popover], [hidden], #hs-alike'))
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

/** How many glyphs each sheet of a page's PDF has. */
async function glyphs(page) {
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
  const text = pdf.toString('latin1');
  return [...text.matchAll(/stream\r?\n/g)].flatMap(({ index, 0: start }) => {
    const [from, to] = [index + start.length, text.indexOf('endstream', index)];
    try {
      const shown = inflateSync(pdf.subarray(from, to)).toString('latin1').match(/T[jJ]\b/g);
      return shown ? [shown.length] : [];
    } catch {
      return []; // Not every stream is compressed, or text.
    }
  });
}

test('from the second sheet on there is a running head: the title', async () => {
  await onPaper('ko', async (page) => {
    const title = (await page.locator('h1').innerText()).replace(/\s/g, '').length;
    const after = await glyphs(page);
    await page.evaluate(() => document.documentElement.removeAttribute('style'));
    const before = await glyphs(page);
    assert.ok(after.length > 3);
    assert.equal(after[0], before[0], 'none on the first');
    for (const [sheet, count] of after.entries()) {
      if (sheet > 0) assert.ok(count - before[sheet] >= title, `sheet ${sheet + 1}: ${count - before[sheet]}`);
    }
  });
});

test('side by side is side by side on paper, without its switches', async () => {
  await withPage(site, kinds.get('parallel view (ko)'), { viewport: { width: 605, height: 900 } }, async (page) => {
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('input:visible, .title p:visible').count(), 0);
    const rows = await page.locator('section .two:not(:has(.compare))').evaluateAll((all) =>
      all.map((row) => [...row.children].map((side) => side.getBoundingClientRect())).filter((sides) => sides.length === 2),
    );
    assert.ok(rows.length > 10);
    for (const [left, right] of rows) assert.ok(left.right <= right.left && Math.abs(left.top - right.top) < 2);
    // Tables have the whole sheet, one language below the other.
    const tables = await page.locator('.two .compare').evaluateAll((all) => all.map((table) => table.getBoundingClientRect()));
    assert.ok(tables.length === 2 && tables.every(({ width }) => width > 500) && tables[1].top > tables[0].bottom);
  });
});
