// What a term means, where it is used: a card at the link, by pointer, by keyboard, by finger.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DESKTOP, PHONE, visitor, withPage } from './lib/browser.mjs';
import { kinds } from './lib/site.mjs';

const site = await visitor();
const TOUCH = { viewport: PHONE, hasTouch: true, isMobile: true };
const OPEN = { ko: '자세히 보기', en: 'Read the full entry' };

const cardOf = (page) => page.locator('[popover]');
const terms = (page) => page.locator('main p a.term');

/** Moves the mouse to the middle of the link's first line. */
async function hover(page, link) {
  await link.scrollIntoViewIfNeeded();
  const { x, y } = await link.evaluate((a) => {
    const [box] = a.getClientRects();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  });
  await page.mouse.move(x, y);
}

const waitOpen = (page) => page.waitForFunction(() => document.querySelector('[popover]').matches(':popover-open'));
const waitClosed = (page) => page.waitForFunction(() => !document.querySelector('[popover]').matches(':popover-open'));
const isOpen = (page) => cardOf(page).evaluate((card) => card.matches(':popover-open'));

/** The boxes of card and link, both as on the screen. */
const boxes = (page, link) =>
  link.evaluate((a) => [document.querySelector('[popover]'), a].map((e) => e.getBoundingClientRect().toJSON()));

for (const lang of ['ko', 'en']) {
  const path = kinds.get(`explainer (${lang})`);

  test(`resting on a term opens its card, which stays while the pointer is in it (${lang})`, async () => {
    await withPage(site, path, {}, async (page) => {
      const link = terms(page).first();
      await hover(page, link);
      assert.equal(await isOpen(page), false, 'not at once');
      await waitOpen(page);
      assert.equal(await link.getAttribute('aria-describedby'), await cardOf(page).getAttribute('id'));
      const href = await link.getAttribute('href');
      const entry = page.locator('#hs-terms .terms > div').filter({ has: page.locator(`a[href="${href}"]`) });
      const sentence = await entry.locator('dd').innerText();
      assert.ok((await cardOf(page).innerText()).includes(sentence), 'the card says what the term means');
      assert.equal(await cardOf(page).locator('a:visible[href]').count(), 0, 'no further stop for the Tab key');
      await cardOf(page).hover();
      await page.waitForTimeout(400);
      assert.equal(await isOpen(page), true, 'open while the pointer is in it');
      await page.mouse.move(2, 2);
      await waitClosed(page);
      assert.equal(await link.getAttribute('aria-describedby'), null);
    });
  });

  test(`passing over a term opens nothing (${lang})`, async () => {
    await withPage(site, path, {}, async (page) => {
      await hover(page, terms(page).first());
      await page.mouse.move(2, 2);
      await page.waitForTimeout(400);
      assert.equal(await isOpen(page), false);
    });
  });

  for (const [screen, viewport] of [['desktop', DESKTOP], ['small window', { width: 400, height: 500 }]]) {
    test(`each card that a key opens is on the screen beside its link (${lang}, ${screen})`, async () => {
      await withPage(site, path, { viewport }, async (page) => {
        // The last input decides whether focus is to be seen.
        await page.keyboard.press('Tab');
        const links = await terms(page).all();
        assert.ok(links.length > 5, 'there are terms');
        for (const link of links.slice(0, 25)) {
          await link.focus();
          assert.equal(await isOpen(page), true, 'open at once');
          const [card, at] = await boxes(page, link);
          assert.ok(card.bottom <= at.top || card.top >= at.bottom || card.left >= at.right, 'the card does not cover its link');
          assert.ok(card.left >= 0 && card.right <= viewport.width, 'the card is not cut off at the sides');
          assert.ok(card.top >= 0 && card.bottom <= viewport.height, 'the card is not cut off above or below');
        }
      });
    });
  }

  test(`Esc closes the card and leaves the reader at the link; going on closes it too (${lang})`, async () => {
    await withPage(site, path, {}, async (page) => {
      await page.keyboard.press('Tab');
      const [link, next] = [terms(page).nth(1), terms(page).nth(2)];
      await link.focus();
      assert.equal(await isOpen(page), true);
      await page.keyboard.press('Escape');
      await waitClosed(page);
      assert.equal(await link.evaluate((a) => a === document.activeElement), true);
      assert.equal(await link.getAttribute('aria-describedby'), null);
      await next.focus();
      assert.equal(await isOpen(page), true, 'the next one opens');
      await page.locator('.masthead .name').focus();
      assert.equal(await isOpen(page), false, 'none is left behind');
    });
  });

  test(`a tap opens a sheet that leaves the link in view, a second tap follows it (${lang})`, async () => {
    await withPage(site, path, TOUCH, async (page) => {
      const link = terms(page).nth(1);
      const before = page.url();
      const id = await link.getAttribute('data-term');
      await link.tap();
      await waitOpen(page);
      assert.equal(page.url(), before, 'still on the page');
      const [sheet, at] = await boxes(page, link);
      assert.deepEqual([sheet.left, sheet.right, Math.round(sheet.bottom)], [0, PHONE.width, PHONE.height]);
      assert.ok(at.bottom <= sheet.top && at.top >= 0, 'the link is to be seen above the sheet');
      await link.tap();
      await page.waitForURL(`**/${lang}/glossary/${id}/`);
    });
  });

  test(`the sheet has a button as large as a finger; a tap elsewhere closes it (${lang})`, async () => {
    await withPage(site, path, TOUCH, async (page) => {
      const link = terms(page).nth(1);
      const id = await link.getAttribute('data-term');
      await link.tap();
      await waitOpen(page);
      await cardOf(page).locator('dd').tap();
      assert.equal(await isOpen(page), true, 'a tap in the sheet leaves it open');
      await page.touchscreen.tap(5, 5);
      await waitClosed(page);
      await link.tap();
      await waitOpen(page);
      const button = cardOf(page).getByRole('link', { name: OPEN[lang], exact: true });
      assert.ok((await button.boundingBox()).height >= 44, 'at least 44 px high');
      await button.tap();
      await page.waitForURL(`**/${lang}/glossary/${id}/`);
    });
  });
}

for (const width of [1200, 1440]) {
  test(`where there is a margin, cards are in it at the height of their links and cover nothing (${width} px)`, async () => {
    await withPage(site, kinds.get('explainer (ko)'), { viewport: { width, height: 900 } }, async (page) => {
      await page.keyboard.press('Tab');
      let aside = 0;
      const links = await page.locator('.text > :is(.lead, [data-kind=prose]) p a.term').all();
      for (const link of links.slice(0, 30)) {
        await link.focus();
        const [card, at] = await boxes(page, link);
        if (card.left < at.right) continue;
        aside += 1;
        assert.ok(card.top <= at.bottom && card.bottom >= at.top - 24, 'at its height');
        const covered = await page.locator('.row :is(p, li, .twins, figcaption, td)').evaluateAll((all, { left, right, top, bottom }) =>
          all.filter((other) => {
            const box = other.getBoundingClientRect();
            return box.width > 0 && other.checkVisibility() && box.left < right && box.right > left && box.top < bottom && box.bottom > top;
          }).map((other) => other.textContent.slice(0, 40)), card);
        assert.deepEqual(covered, []);
      }
      assert.ok(aside > 15, `${aside} of ${Math.min(links.length, 30)} cards are in the margin`);
    });
  });
}

test('a term that another term is related to has its card there', async () => {
  await withPage(site, kinds.get('term (ko)'), {}, async (page) => {
    await page.keyboard.press('Tab');
    const link = page.locator('.text p a.term[data-term=xai]').first();
    await link.focus();
    assert.equal(await isOpen(page), true);
    assert.match(await cardOf(page).innerText(), /^xAI/);
  });
});

test('a page without terms, notes and sources has no cards', async () => {
  await withPage(site, kinds.get('glossary (ko)'), {}, async (page) => {
    assert.equal(await cardOf(page).count(), 0);
  });
});

test('a tap follows a term without script', async () => {
  await withPage(site, kinds.get('explainer (ko)'), { ...TOUCH, javaScriptEnabled: false }, async (page) => {
    const link = terms(page).first();
    const id = await link.getAttribute('data-term');
    await link.tap();
    await page.waitForURL(`**/ko/glossary/${id}/`);
  });
});
