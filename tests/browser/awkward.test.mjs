// A site that is hard to lay out reads well too: long titles and words, large figures, notes, things that are missing.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';

import { awkward } from './lib/awkward.mjs';
import { DESKTOP, PHONE, visitor, withPage } from './lib/browser.mjs';
import { barriers, findingsOfHtml, lineEnds, tooWide } from './lib/checks.mjs';
import { assertNone } from './lib/findings.mjs';

const { folder, pages } = awkward();
const site = await visitor(folder);
const ARTICLE = 'ko/tide/';
const WIDE = { width: 1280, height: 900 };

test('it has every kind of page', () => {
  for (const page of ['index', 'ko/index', 'ko/tide/index', 'ko/tide/parallel/index', 'ko/archive/index', 'en/glossary/one-way/index']) {
    assert.ok(pages.includes(`${page}.html`), page);
  }
});

test('the HTML checker finds neither errors nor warnings', () => {
  assertNone(findingsOfHtml(pages.map((page) => join(folder, page))), 'finding of the HTML checker');
});

for (const file of pages) {
  const path = file.replace(/(^|\/)index\.html$/, '$1');

  test(`/${path}: no barriers, nothing too wide, whole Korean words`, async () => {
    await withPage(site, path, {}, async (page) => {
      for (const [viewport, colorScheme] of [[DESKTOP, 'dark'], [PHONE, 'light'], [{ width: 320, height: 640 }, 'dark']]) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme });
        const where = `at ${viewport.width} px, ${colorScheme}`;
        assertNone(await tooWide(page), `element that is wider than the screen, ${where}`);
        assertNone((await lineEnds(page)).broken, `line that ends inside a Korean word, ${where}`);
        if (viewport.width !== 320) assertNone(await barriers(page), `axe violation, ${where}`);
      }
    });
  });
}

/** The boxes of elements, from the top left of the page. */
const boxes = (page, selector) =>
  page.locator(selector).evaluateAll((all) =>
    all.map((element) => {
      const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
      return { left, right, top: top + scrollY, bottom: bottom + scrollY, width, height };
    }),
  );

const apart = (a, b) => a.bottom <= b.top || b.bottom <= a.top || a.right <= b.left || b.right <= a.left;

test('notes stand in the margin of a wide screen, each beside its reference, clear of all else', async () => {
  await withPage(site, ARTICLE, { viewport: WIDE }, async (page) => {
    const notes = await boxes(page, ':is(.lead, [data-kind=prose]) > .footnotes li');
    const references = await boxes(page, ':is(.lead, [data-kind=prose]) .footnote-ref');
    assert.equal(notes.length, 4);
    const [text] = await boxes(page, '.lead > p:last-of-type');
    for (const [i, note] of notes.entries()) {
      assert.ok(note.left >= text.right, 'right of the text');
      assert.ok(note.top >= references[i].top - 20, 'not above its reference');
      for (const other of notes.slice(i + 1)) assert.ok(apart(note, other), 'notes do not touch');
    }
    assert.ok(Math.abs(notes[0].top - references[0].top) < 20, 'beside its reference');
    for (const taken of await boxes(page, 'figure.wide, figcaption, .twins, [data-kind] h2, .compare')) {
      for (const note of notes) assert.ok(apart(note, taken), 'clear of figures, captions and headings');
    }
    // What is not prose keeps its notes below it.
    assert.equal(await page.locator('[data-kind=comparison] .footnotes').evaluate((list) => getComputedStyle(list.querySelector('li')).position), 'static');
  });
});

test('notes follow the text on a small screen, without script and on paper, and come back to the margin', async () => {
  const below = (page) =>
    page.locator('#force').evaluate((section) => {
      const [list, last] = [section.querySelector('.footnotes'), section.querySelector('.footnotes').previousElementSibling];
      return list.getBoundingClientRect().top >= last.getBoundingClientRect().bottom && getComputedStyle(list.querySelector('li')).position === 'static';
    });
  await withPage(site, ARTICLE, { viewport: WIDE }, async (page) => {
    assert.equal(await below(page), false);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await below(page), true, 'on paper');
    await page.emulateMedia({ media: 'screen' });
    await page.setViewportSize(PHONE);
    assert.equal(await below(page), true, 'on a phone');
    await page.setViewportSize(WIDE);
    assert.equal(await below(page), false, 'back again');
  });
  await withPage(site, ARTICLE, { viewport: WIDE, javaScriptEnabled: false }, async (page) => {
    assert.equal(await below(page), true, 'without script');
  });
  const context = await site.open('ko/about/', { viewport: WIDE }).then((page) => page.context());
  await context.route('**/theme.*.js', (route) => route.abort());
  const page = await context.newPage();
  await page.goto(site.server.root + ARTICLE);
  assert.equal(await below(page), true, 'when the script does not arrive');
  assert.equal(await page.locator('.scripted:visible').count(), 0);
  await context.close();
});

test('notes move nothing: who is sent to a section lands at its heading', async () => {
  await withPage(site, ARTICLE, { viewport: WIDE }, async (page) => {
    for (const id of ['force', 'plants', 'sea']) {
      await page.goto('about:blank');
      await page.goto(`${site.server.root}${ARTICLE}#${id}`);
      await page.locator('.lead .footnotes li[style]').waitFor({ state: 'attached' });
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      const top = await page.locator(`#${id}`).evaluate((section) => section.getBoundingClientRect().top);
      assert.ok(top > 0 && top < 120, `${id}: ${top}`);
    }
  });
});

test('a figure wider than the text spans the margin; a caption stands beside one that is not', async () => {
  await withPage(site, ARTICLE, { viewport: WIDE }, async (page) => {
    const [wide, small, middle, tall] = await boxes(page, '#force figure img');
    const [text] = await boxes(page, '#force > p:first-of-type');
    assert.ok(wide.right > text.right + 200 && wide.right <= WIDE.width, 'spans');
    assert.ok(small.width === 240 && small.height === 160, 'a small one is not blown up');
    assert.ok(tall.height <= WIDE.height, 'a tall one fits the screen');
    assert.equal(await page.locator('#force figure img').nth(3).evaluate((image) => getComputedStyle(image).objectFit), 'contain', 'and keeps its shape');
    const [below, beside] = await boxes(page, '#force figcaption');
    assert.ok(below.top >= wide.bottom && Math.abs(below.left - wide.left) < 1);
    assert.ok(beside.left >= middle.right && beside.bottom <= middle.bottom + 2);
  });
});

test('images have their size, come lazily, and nothing moves when they arrive', async () => {
  await withPage(site, ARTICLE, { viewport: WIDE }, async (page) => {
    const images = page.locator('main img');
    assert.equal(await images.count(), 5);
    for (const image of await images.all()) {
      for (const name of ['width', 'height', 'alt']) assert.ok(await image.getAttribute(name), name);
      assert.equal(await image.getAttribute('loading'), 'lazy');
    }
  });
});

test('a comparison of five subjects scrolls by itself, by keyboard too, and keeps its criteria in view', async () => {
  await withPage(site, ARTICLE, { viewport: { width: 900, height: 800 } }, async (page) => {
    const region = page.locator('.compare.many');
    assert.equal(await region.getAttribute('role'), 'region');
    await region.focus();
    const left = () => page.locator('.many tbody th').first().evaluate((cell) => cell.getBoundingClientRect().left);
    const before = await left();
    await page.keyboard.press('End');
    for (let i = 0; i < 20; i += 1) await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => document.querySelector('.many').scrollLeft > 0);
    assert.equal(await left(), before);
  });
});

test('a comparison stays a table for screen readers when it is cards on a phone', async () => {
  await withPage(site, ARTICLE, { viewport: PHONE }, async (page) => {
    const table = page.getByRole('table').last();
    assert.equal(await table.getByRole('columnheader').count(), 6);
    assert.equal(await table.getByRole('rowheader').count(), 3);
    assert.equal(await table.getByRole('cell').count(), 15);
    assert.deepEqual(
      await page.locator('.compare :is(table, tr, th, td)').evaluateAll((all) => all.filter((part) => !part.role).length),
      0,
    );
  });
});

test('a term that nothing uses says so', async () => {
  await withPage(site, 'ko/glossary/unused/', {}, async (page) => {
    assert.match(await page.locator('.uses').innerText(), /아직 이 용어가 쓰인 글이 없습니다/);
  });
});

test('nothing is cut off on paper, neither many columns nor a long line of code', async () => {
  // As wide as the text on a sheet of A4.
  for (const path of [ARTICLE, 'ko/about/']) {
    await withPage(site, path, { viewport: { width: 605, height: 900 } }, async (page) => {
      await page.emulateMedia({ media: 'print' });
      assertNone(await tooWide(page), 'element that is wider than the paper');
      const scrolling = await page.locator('main *').evaluateAll((all) =>
        all.filter((part) => part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX === 'auto').map((part) => part.outerHTML.slice(0, 80)),
      );
      assertNone(scrolling, 'element that would have to be scrolled');
    });
  }
});
