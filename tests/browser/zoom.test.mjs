// An image that is shown smaller than it is: a press, or the keys of a button, open it in a dialog at its full size.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { DESKTOP, PHONE, visitor, withPage } from './lib/browser.mjs';
import { barriers, tooWide } from './lib/checks.mjs';
import { assertNone } from './lib/findings.mjs';
import { build, SETTINGS, temporaryFolder } from './lib/haeseol.mjs';

const root = temporaryFolder();
mkdirSync(join(root, 'content'), { recursive: true });
writeFileSync(join(root, 'site.toml'), SETTINGS);
writeFileSync(join(root, 'content/index.ko.md'), '---\ntitle: 처음\n---\n');
writeFileSync(
  join(root, 'content/wind.ko.md'),
  `---
title: 바람
---
앞이다.

![큰 지도](large.svg)

[![이어진 지도](large.svg)](https://example.com/)

![작은 기호](small.svg)
`,
);
writeFileSync(
  join(root, 'content/rain.ko.md'),
  '---\ntitle: 비\n---\n![큰 지도](large.svg)\n\n<img name="createElement" src="small.svg" alt="">\n',
);
const svg = (width, height) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="${width}" height="${height}" fill="teal"/></svg>`;
writeFileSync(join(root, 'content/large.svg'), svg(2400, 1200));
writeFileSync(join(root, 'content/small.svg'), svg(200, 100));
const out = join(root, 'public');
build(root, out);

const site = await visitor(out);
const wind = (options, task) => withPage(site, 'ko/wind/', options, task);
const shown = (page) => page.locator('dialog[open] img');

/** The image as what it is for readers who hear the page, once the script has come. */
async function button(page) {
  await page.mouse.move(20, 20);
  await page.keyboard.press('Tab');
  const image = page.getByRole('button', { name: '큰 지도 – 크게 보기' });
  await image.waitFor();
  return image;
}

for (const [name, viewport] of [['desktop', DESKTOP], ['phone', PHONE]]) {
  test(`a press opens a large image at its full size, another closes it (${name})`, async () => {
    await wind({ viewport }, async (page) => {
      const image = await button(page);
      await image.click();
      await shown(page).waitFor();
      const { width } = await shown(page).boundingBox();
      const window = page.viewportSize().width;
      assert.ok(width > window - 40, `${width} of ${window}`);
      assert.equal(await shown(page).getAttribute('alt'), '큰 지도');
      assertNone(await tooWide(page), 'element wider than the screen');
      assertNone(await barriers(page), 'barrier');
      await shown(page).click();
      await shown(page).waitFor({ state: 'detached' });
    });
  });
}

test('the script is there for a reader who has only scrolled: the first press opens the image', async () => {
  const low = { viewport: { width: 390, height: 200 } };
  await wind(low, async (page) => {
    const scripts = () => page.locator('script[src*="zoom"]').count();
    assert.equal(await scripts(), 0, 'the first load does not bring it');
    await page.evaluate(() => window.scrollTo(0, 100));
    await page.getByRole('button', { name: '큰 지도 – 크게 보기' }).waitFor();
    // A press without a pointer that has come to the image before.
    await page.evaluate(() => document.querySelector('main img[data-zoom]').click());
    await shown(page).waitFor();
  });
});

test('the keys of a button open it, Escape closes it, and the focus is where it was', async () => {
  for (const key of ['Enter', ' ']) {
    // The author's HTML has a name that the script uses.
    await withPage(site, 'ko/rain/', {}, async (page) => {
      const image = await button(page);
      await image.focus();
      const before = await page.evaluate(() => scrollY);
      await page.keyboard.press(key);
      await shown(page).waitFor();
      await page.keyboard.press('Escape');
      await shown(page).waitFor({ state: 'hidden' });
      assert.equal(await image.evaluate((element) => element === document.activeElement), true);
      assert.equal(await page.evaluate(() => scrollY), before);
    });
  }
});

test('an image in a link stays a link, and one that is shown at its size does nothing', async () => {
  await wind({}, async (page) => {
    await button(page);
    assert.equal(await page.getByRole('button', { name: /기호|이어진/ }).count(), 0);
    await page.getByAltText('작은 기호').click();
    assert.equal(await page.locator('dialog[open]').count(), 0);
  });
});

test('without a script the image is there, and is no button', async () => {
  await wind({ javaScriptEnabled: false }, async (page) => {
    assert.equal(await page.getByRole('img', { name: '큰 지도' }).count(), 1);
    assert.equal(await page.getByRole('button', { name: /큰 지도/ }).count(), 0);
  });
});
