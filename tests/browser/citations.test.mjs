// What source a sentence rests on: a card at its number, by pointer, by keyboard, by finger, and the list without script.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { awkward } from './lib/awkward.mjs';
import { PHONE, visitor, withPage } from './lib/browser.mjs';

const site = await visitor(awkward().folder);
const ARTICLE = 'ko/tide/';
const TOUCH = { viewport: PHONE, hasTouch: true, isMobile: true };

const cardOf = (page) => page.locator('[popover]');
const marks = (page) => page.locator('main .cite a');
const isOpen = (page) => cardOf(page).evaluate((card) => card.matches(':popover-open'));
const waitOpen = (page) => page.waitForFunction(() => document.querySelector('[popover]').matches(':popover-open'));
const waitClosed = (page) => page.waitForFunction(() => !document.querySelector('[popover]').matches(':popover-open'));

for (const path of [ARTICLE, 'en/tide/parallel/']) {
  test(`resting on a number opens the card of its source, whose link is there for the pointer (/${path})`, async () => {
    await withPage(site, path, {}, async (page) => {
      const mark = marks(page).first();
      assert.equal(await mark.innerText(), '[1]');
      await mark.hover();
      await waitOpen(page);
      assert.equal(await mark.getAttribute('aria-describedby'), await cardOf(page).getAttribute('id'));
      const entry = page.locator('#hs-source-tables');
      assert.equal(await entry.count(), 1, 'no second element with its id');
      for (const part of ['a:not(.footnote-back)', 'span', 'time']) {
        const said = await entry.locator(part).first().innerText();
        assert.ok((await cardOf(page).innerText()).includes(said), said);
      }
      assert.equal(await cardOf(page).locator('a:visible').count(), 1, 'the ways back stay in the list');
      await cardOf(page).locator('a:visible').hover();
      await page.waitForTimeout(400);
      assert.equal(await isOpen(page), true, 'open while the pointer is in it');
      await page.mouse.move(2, 2);
      await waitClosed(page);
    });
  });
}

test('a key opens the card, Esc closes it, and Tab goes on to the next number', async () => {
  await withPage(site, ARTICLE, {}, async (page) => {
    await page.keyboard.press('Tab');
    await marks(page).nth(1).focus();
    assert.equal(await isOpen(page), true);
    await page.keyboard.press('Tab');
    const next = await marks(page).nth(2).evaluate((a) => a === document.activeElement);
    assert.equal(next, true, 'the card is no stop');
    assert.equal(await isOpen(page), true, 'the next one opens');
    await page.keyboard.press('Escape');
    await waitClosed(page);
  });
});

test('a tap opens a sheet with the link to the source, and a second tap goes to the list', async () => {
  await withPage(site, ARTICLE, TOUCH, async (page) => {
    const mark = marks(page).first();
    await mark.tap();
    await waitOpen(page);
    assert.ok(!page.url().includes('#'), 'still where it was');
    assert.equal(await cardOf(page).locator('a:visible').count(), 1);
    await mark.tap();
    await page.waitForURL('**/#hs-source-tables');
  });
});

test('without script a number leads to the list, and the list back', async () => {
  await withPage(site, ARTICLE, { javaScriptEnabled: false }, async (page) => {
    await marks(page).nth(1).click();
    await page.waitForURL('**/#hs-source-offline');
    await page.locator('#hs-source-offline .footnote-back').click();
    await page.waitForURL('**/#cite-offline');
  });
});

test('on paper the numbers are those of the list', async () => {
  await withPage(site, ARTICLE, {}, async (page) => {
    await page.emulateMedia({ media: 'print' });
    assert.deepEqual(await marks(page).allInnerTexts(), ['[1]', '[2]', '[1]']);
    assert.equal(await page.locator('ol.sources .footnote-back:visible').count(), 0);
    const style = await page.locator('ol.sources > li').first().evaluate((li) => getComputedStyle(li).listStyleType);
    assert.equal(style, 'decimal');
  });
});
